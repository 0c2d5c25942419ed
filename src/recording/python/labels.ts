import { once } from './once';
import type { Label } from './wire';

/** The names that asyncio's own task gives its callbacks. */
export const stepLabel = 'Task.__step';
export const wakeupLabel = 'Task.task_wakeup';

/** A plain callback in the words of walkthroughs: functions of `asyncio.futures` say so, as their names alone say little. */
export function labelText(label: Label | null): string {
  return label === null ? '<unknown>' : textOf(label);
}

const textOf = once(({ module, name }: Label) =>
  module === 'asyncio.futures' && name.startsWith('_') ? `futures.${name}` : name,
);

/** Whether a callback is asyncio's own bookkeeping. */
export function isInternal(label: Label | null): boolean {
  return label !== null && inLibrary(label);
}

const inLibrary = once(({ module }: Label) => /^(asyncio|concurrent)(\.|$)/.test(module));

/** A qualified name as suspension points have it: `outer.inner`. */
export function plainName(qualname: string): string {
  return qualname.replaceAll('.<locals>', '');
}
