import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import { ErrorObject, errorText } from '../values/error';
import { invalidArgument } from '../values/invalid_argument';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { isArray } from '../values/proxy';
import { Thrown } from '../values/throw';
import { writeOutput } from './console';

/** What is said of a warning that is given as text; undefined for what was not. */
interface WarningWords {
  readonly type: Value;
  readonly code: Value;
  readonly detail: Value;
}

/**
 * process.emitWarning: a tick later the warning is written to stderr and given to the listeners of `warning`
 * (Node: lib/internal/process/warning.js).
 *
 * @throws {Raised} ERR_INVALID_ARG_TYPE, for the wrong kind of an argument.
 */
export function emitWarning(realm: Realm, process: JSObject, args: readonly Value[]): void {
  const [given, type, code] = args;
  if (process.get('noDeprecation') && type === 'DeprecationWarning') return;
  const words = wordsOf(type, code);
  if (typeof given !== 'string' && !(given instanceof ErrorObject))
    throw invalidArgument('warning', 'of type string or an instance of Error', given);
  const warning = typeof given === 'string' ? warningObject(realm, given, words) : given;
  const deprecation = warning.get('name') === 'DeprecationWarning';
  if (deprecation && process.get('noDeprecation')) return;
  realm.observable();
  realm.loop.taskQueues.nextTick({
    label: 'doEmitWarning',
    run: () => {
      if (deprecation && process.get('throwDeprecation')) throw new Thrown(warning);
      writeWarning(realm, warning);
      realm.processEvent('warning', [warning]);
    },
  });
}

/** The arguments after the warning: type, code and a function, or an object with them, or the function alone. */
function wordsOf(type: Value, code: Value): WarningWords {
  if (type instanceof JSObject && !isCallable(type) && !isArray(type)) {
    const detail = type.get('detail');
    return checked({
      type: type.get('type') || 'Warning',
      code: type.get('code'),
      detail: typeof detail === 'string' ? detail : undefined,
    });
  }
  if (isCallable(type)) return { type: 'Warning', code: undefined, detail: undefined };
  return checked({ type, code, detail: undefined });
}

function checked({ type, code, detail }: WarningWords): WarningWords {
  if (type !== undefined && typeof type !== 'string')
    throw invalidArgument('type', 'of type string', type);
  if (isCallable(code)) return { type, code: undefined, detail };
  if (code !== undefined && typeof code !== 'string')
    throw invalidArgument('code', 'of type string', code);
  return { type, code, detail };
}

function warningObject(realm: Realm, message: string, words: WarningWords): ErrorObject {
  const warning = new ErrorObject(realm.prototype('Error'));
  warning.capture(realm.frames());
  warning.hide('message', message);
  warning.put('name', words.type || 'Warning');
  if (words.code !== undefined) warning.put('code', words.code);
  if (words.detail !== undefined) warning.put('detail', words.detail);
  return warning;
}

/** The number of the process, which Node has after `node:`, is not known. */
function writeWarning(realm: Realm, warning: ErrorObject): void {
  const [code, detail] = [warning.get('code'), warning.get('detail')];
  const prefix = code ? `[${toText(code)}] ` : '';
  const more = typeof detail === 'string' ? `\n${detail}` : '';
  writeOutput(realm, 'stderr', `(node) ${prefix}${errorText(warning)}${more}\n`);
}
