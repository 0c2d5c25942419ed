import * as l10n from '@vscode/l10n';
import { PyBytes, PyDict, PyList, PyRange, PySet, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyDictView } from '../objects/iterators';
import { Float, PyInstance, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial } from './attributes';
import { machine } from '../machine';
import type { Site } from '../syntax/ast';

/** `bool(value)`. An unknown is taken to be true, and the walkthrough says so. */
export function truth(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'number':
      return value !== 0;
    case 'string':
      return value !== '';
    case 'bigint':
      return value !== 0n;
    default:
      return value !== null && objectTruth(value);
  }
}

function objectTruth(value: Exclude<Value, null | boolean | number | bigint | string>): boolean {
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length > 0;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Unknown) return assumeBranch(value, value.plausible);
  const own = callSpecial(value, '__bool__');
  if (own !== undefined) {
    if (typeof own === 'boolean') return own;
    if (own instanceof Unknown) return truth(own);
    raise('TypeError', `__bool__ should return bool, returned ${typeOf(own).name}`);
  }
  if (value instanceof PyDict || value instanceof PySet) return value.size > 0;
  const length = callSpecial(value, '__len__');
  if (length !== undefined) return truth(length);
  if (value instanceof PyDictView) return value.dict.size > 0;
  if (value instanceof PyBytes) return value.bytes.length > 0;
  if (value instanceof PyRange) return value.length > 0;
  if (value instanceof PyInstance && value.payload !== undefined) return truth(value.payload);
  return true;
}

/** Takes an unknown condition to be `plausible`, unless the user chose otherwise. */
function assumeBranch(value: Unknown, plausible: boolean): boolean {
  const taken = machine.decide('branch', value.name, plausible ? 1 : 0, (chosen) =>
    chosen === 0
      ? l10n.t('{0} is assumed to be false.', String(value))
      : l10n.t('{0} is assumed to be true.', String(value)),
  );
  return taken !== 0;
}

/** The truth of a condition of the program; where it is unknown, what is assumed is recorded at `site`. */
export function truthAt(site: Site, value: Value, plausible = true): boolean {
  if (!(value instanceof Unknown)) return truth(value);
  machine.at = site;
  return assumeBranch(value, value.plausible && plausible);
}
