import type { Run } from '../run';
import { nameForSentence } from '../names';
import { overridesOf } from '../resolve/python/callers';
import { doesNothing } from '../resolve/python/functions';
import type { PythonParts } from '../resolve/python/parts';
import { remembered } from '../resolve/source';
import type { ClassInfo, Frame, FunctionRef, Site } from '../resolve/value';
import type { Leaf } from '../waiting';

/** What the methods that override one add to what it waits for. */

/** How many of them are looked at. */
const mostOverrides = 12;

/**
 * What running a method waits for, with the one of a class below that suspends where it does not, or the reverse: the
 * object may be of that class.
 */
export function withOverrides(
  python: PythonParts,
  run: Run,
  { home, function: index, on, site }: Frame,
  runOf: (method: FunctionRef) => Run,
): Run {
  const isChosen = on?.kind === 'object' && !on.exact && !isOfSuper(site);
  const isBody = run.isOpen === true;
  if (!isChosen || (run.suspends === 'maybe' && !isBody)) return run;
  const isQuiet = run.suspends === 'never' || isBody;
  const name = home.source.functionName(index).replace(/^.*\./, '');
  let found: Run | null = null;
  let looked = 0;
  // What a whole package puts in the place of a method without a body is as open as what its users do.
  const reach = isBody ? 'file' : 'package';
  for (const method of overridesOf(python.at(on.class.node), on.class, name, reach)) {
    if (looked++ >= mostOverrides) break;
    const { source } = method.home;
    if (!source.suspensions.functions[method.function]?.async) continue;
    const other = runOf(method);
    if (other.isOpen || (other.suspends === 'never') === isQuiet) continue;
    const isTold = other.leaf !== null && other.leaf.waiting.wait.waitsFor !== 'unknown';
    if (found && !isTold) continue;
    found = {
      ...(isQuiet ? other : run),
      suspends: 'maybe',
      override: {
        name: nameForSentence(source.localName(method.function)),
        isTheOneThatWaits: isQuiet,
        ...(isBody && { isBody }),
      },
    };
    if (isTold) break;
  }
  if (found) return found;
  return run.suspends === 'never' && isHook({ home, function: index }, on.class)
    ? { ...run, suspends: 'maybe', isHook: true }
    : run;
}

/** Whether a file is run, rather than imported by those who inherit from its classes. */
const isProgram = remembered(({ text }) => /^(?:\w+\.)?run\(|\b__main__\b/m.test(text));

/**
 * Whether a method that does nothing is there for others to put theirs in its place: its name and that of its class are
 * public, and whoever imports the file can inherit from it.
 */
function isHook({ home: { source }, function: index }: FunctionRef, { start }: ClassInfo): boolean {
  return (
    /^(?:[^_.][^.]*\.)*[^_.][^.]*$/.test(source.functionName(index)) &&
    source.functionAround(start) === null &&
    !isProgram(source) &&
    doesNothing(source, index)
  );
}

/** Whether a call is that of a method of `super()`, which no class below puts another in the place of. */
function isOfSuper(site: Site | null): boolean {
  const callee = site?.node.childForFieldName('function');
  return callee?.childForFieldName('object')?.text.startsWith('super(') ?? false;
}

/** Where a function finally waits, unless only one that overrides it does: that one has its own name. */
export function leafOfItsOwn({ leaf, override, hasOthers, conditions }: Run): Leaf | null {
  return leaf && (!override?.isTheOneThatWaits || override.isBody)
    ? { ...leaf, hasOthers: hasOthers === true, conditions: conditions ?? 0 }
    : null;
}
