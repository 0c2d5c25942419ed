import type { Elsewhere, Run } from '../run';
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
 * What running a method waits for, with what a method of a class below, which the object may be of, does otherwise: it suspends where
 * this does not, or the reverse, or it waits elsewhere.
 */
export function withOverrides(
  python: PythonParts,
  run: Run,
  { home, function: index, on, site, alias }: Frame,
  runOf: (method: FunctionRef) => Run,
): Run {
  if (on?.kind !== 'object' || on.exact || isOfSuper(site)) return run;
  const isBody = run.isOpen === true;
  const isQuiet = run.suspends === 'never' || isBody;
  // What a decorator has put in the place of a method goes by the name of that.
  const name = (alias ?? home.source.functionName(index)).replace(/^.*\./, '');
  // What a whole package puts in the place of a method without a body is as open as what its users do.
  const reach = isBody || run.suspends === 'maybe' ? 'file' : 'package';
  let found: Run | null = null;
  const elsewhere: Elsewhere[] = [];
  let looked = 0;
  for (const method of overridesOf(python.at(on.class.node), on.class, name, reach)) {
    if (looked++ >= mostOverrides) break;
    const { source } = method.home;
    if (!source.suspensions.functions[method.function]?.async) continue;
    const other = runOf(method);
    if (other.isOpen) continue;
    const called = nameForSentence(source.localName(method.function));
    const { leaf, suspends } = other;
    const isAlike = isQuiet
      ? suspends === 'never'
      : run.suspends === 'maybe' || suspends === 'always';
    if (isAlike) {
      if (leaf && mayWaitElsewhere(run, other)) elsewhere.push({ name: called, leaf });
      continue;
    }
    const isTold = leaf !== null && leaf.waiting.wait.waitsFor !== 'unknown';
    if (found && !isTold) continue;
    found = {
      ...(isQuiet ? other : run),
      suspends: 'maybe',
      override: {
        name: called,
        isTheOneThatWaits: isQuiet,
        mayWait: suspends !== 'never',
        ...(isBody && { isBody }),
      },
    };
    if (isTold) break;
  }
  if (found) return found;
  if (elsewhere.length > 0) return withOthers(run, elsewhere);
  return run.suspends === 'never' &&
    alias === undefined &&
    isHook({ home, function: index }, on.class)
    ? { ...run, suspends: 'maybe', isHook: true }
    : run;
}

/** What holds of a method that waits where those that override it wait elsewhere. */
function withOthers({ otherwise, ...run }: Run, [other, ...more]: readonly Elsewhere[]): Run {
  const isTold = other !== undefined && more.length === 0 && !otherwise && !run.conditions;
  return {
    ...run,
    hasOthers: true,
    conditions: (run.conditions ?? 0) + 1,
    ...(isTold && { elsewhere: other }),
  };
}

/** Whether a run may wait where another, which suspends as surely, does not. */
function mayWaitElsewhere({ leaf, suspends }: Run, other: Run): boolean {
  const isSamePlace = leaf?.line === other.leaf?.line && leaf?.file === other.leaf?.file;
  // What surely comes to one place may wait at others as well.
  const isOpen = suspends === 'maybe' ? other.hasOthers === true : (other.conditions ?? 0) > 0;
  return !isSamePlace || isOpen;
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
