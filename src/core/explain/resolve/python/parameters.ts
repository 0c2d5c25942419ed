import * as l10n from '@vscode/l10n';
import type { ClassInfo, Frame, Value } from '../value';
import { isKnown, unknown } from '../value';
import { oneOf } from './alternatives';
import type { PythonBinding } from './bindings';
import { valueOfFixture } from './fixtures';
import { isStatic } from './functions';
import type { PythonParts } from './parts';

/** How many calls of a function are looked at for what they pass to it. */
const mostCallers = 12;

/**
 * What a parameter stands for: what this call gives for it, else what its annotation, its default
 * or the calls in this file say.
 */
export function valueOfParameter(
  python: PythonParts,
  binding: Extract<PythonBinding, { kind: 'parameter' }>,
  offset: number,
  frame: Frame | null,
): Value {
  const name = python.source.wordAt(offset);
  const owner = python.bindings.ownerOf(binding.function);
  const start = python.source.functions[binding.function]?.start ?? 0;
  const bound = owner !== null && !isStatic(python.source, start);
  if (frame?.first && binding.position === 0) return frame.first;
  if (bound && binding.position === 0) {
    return frame?.on ?? { kind: 'object', class: owner };
  }
  // A function that a decorator has put in the place of a method gets the object, too.
  const replaces = frame?.alias !== undefined && frame.on !== null;
  if (replaces && binding.position === 0) return frame.on;
  if (frame?.site && binding.position >= 0) {
    const shift = frame.on !== null && (bound || replaces) ? 1 : 0;
    const given = python.argument(frame.site, binding.position - shift, name);
    if (given) {
      const value = python.evaluate(given, frame.site.frame);
      if (isKnown(value)) return value;
    }
  }
  const typed = binding.annotation === null ? null : python.annotated(binding.annotation, offset);
  // Of a function, those that are passed say more than its type.
  if (typed && isKnown(typed) && typed.kind !== 'callable') return typed;
  if (binding.default) {
    const value = python.evaluate(binding.default, null);
    if (isKnown(value)) return value;
  }
  const fixture = valueOfFixture(python, binding.function, name);
  if (fixture) return fixture;
  const passed = passedByCallers(python, binding.function, binding.position, name, owner);
  if (passed) return passed;
  if (typed?.kind === 'callable') return typed;
  return unknown(
    binding.annotation === null
      ? l10n.t('{0} is a parameter without a type', name)
      : l10n.t('the type of parameter {0} is not one that is known here', name),
  );
}

/** What the calls of a function in this file pass for a parameter: one of these. */
function passedByCallers(
  python: PythonParts,
  index: number,
  position: number,
  name: string,
  owner: ClassInfo | null,
): Value | null {
  if (position < 0) return null;
  const qualified = python.source.functionName(index);
  const last = qualified.slice(qualified.lastIndexOf('.') + 1);
  const called = owner && last === '__init__' ? owner.name : last;
  const shift =
    owner && !isStatic(python.source, python.source.functions[index]?.start ?? 0) ? 1 : 0;
  let calls = 0;
  const passed: Value[] = [];
  for (const offset of python.source.occurrences(called, python.source.whole)) {
    if (python.source.text.charCodeAt(offset + called.length) !== 40 /* ( */) continue;
    const word = python.source.nodeAt({ start: offset, end: offset + called.length });
    const callee = word?.parent?.type === 'attribute' ? word.parent : word;
    const call = callee?.parent;
    if (!callee || call?.type !== 'call' || call.childForFieldName('function')?.id !== callee.id)
      continue;
    if (++calls > mostCallers) break;
    const target = python.evaluate(callee, null);
    const matches =
      target.kind === 'function'
        ? target.home === python && target.function === index
        : target.kind === 'class' && target.class === owner;
    if (!matches) continue;
    const given = python.argument({ node: call, frame: null }, position - shift, name);
    if (given) passed.push(python.evaluate(given, null));
  }
  const value = passed.length > 0 ? oneOf(passed) : null;
  return value && isKnown(value) && value.kind !== 'plain' ? value : null;
}
