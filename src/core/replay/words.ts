import * as l10n from '@vscode/l10n';
import type { Phase, QueueName, Trace, TraceTask, WatchPlace } from '../trace/format';

/** Which runtime's words to use. */
export type Runtime = 'asyncio' | 'node';

export function runtimeOf(trace: Pick<Trace, 'language'>): Runtime {
  return trace.language === 'python' ? 'asyncio' : 'node';
}

/** The name of a queue as the runtime's documentation has it. */
export function queueTitle(queue: QueueName): string {
  switch (queue) {
    case 'ready':
      return l10n.t('Ready queue');
    case 'nextTick':
      return l10n.t('nextTick queue');
    case 'microtask':
      return l10n.t('Microtask queue');
    case 'timers':
      return l10n.t('Timers phase');
    case 'poll':
      return l10n.t('Poll phase');
    case 'check':
      return l10n.t('Check phase');
    case 'close':
      return l10n.t('Close callbacks');
  }
}

/** The name of a place where the loop watches things. */
export function watchTitle(place: WatchPlace, runtime: Runtime): string {
  switch (place) {
    case 'timers':
      return runtime === 'asyncio' ? l10n.t('Scheduled timers') : l10n.t('Timers');
    case 'selector':
      return l10n.t('Selector');
    case 'poll':
      return l10n.t('Poll');
    case 'threads':
      return l10n.t('Threads');
    case 'other':
      return l10n.t('Other waits');
  }
}

/** A thread of the program, as a trace names it. */
export function threadTitle(thread: string | null): string {
  return thread === null ? l10n.t('Main thread') : l10n.t('Thread: {0}', thread);
}

/** What the loop does in a phase, in a few words. */
export function phaseTitle(phase: Phase): string {
  switch (phase) {
    case 'iteration':
      return l10n.t('Running what is ready');
    case 'select':
      return l10n.t('Selector');
    case 'main':
      return l10n.t('Main module');
    case 'timers':
      return l10n.t('Timers phase');
    case 'pending':
      return l10n.t('Pending callbacks');
    case 'poll':
      return l10n.t('Poll phase');
    case 'check':
      return l10n.t('Check phase');
    case 'close':
      return l10n.t('Close callbacks');
  }
}

/** The same in one word or two, for a row of all phases. */
export function phaseName(phase: Phase): string {
  switch (phase) {
    case 'iteration':
      return l10n.t('Run what is ready');
    case 'select':
      return l10n.t('Select');
    case 'main':
      return l10n.t('Main module');
    case 'timers':
      return l10n.t('Timers');
    case 'pending':
      return l10n.t('Pending');
    case 'poll':
      return l10n.t('Poll');
    case 'check':
      return l10n.t('Check');
    case 'close':
      return l10n.t('Close');
  }
}

/** What a trace calls the function of a module's own code. */
export const moduleName = '<module>';

/** How a task is called in a sentence: `order_coffee (Task-2)`; in JavaScript its name says both. */
export function taskLabel(task: TraceTask): string {
  if (task.function === moduleName) return l10n.t('the module');
  return task.name.includes(task.function) ? task.name : `${task.function} (${task.name})`;
}

/** A time of the trace: `T = 2000 ms`; at most three decimals. */
export function timeLabel(t: number): string {
  return l10n.t('T = {0} ms', roundMs(t));
}

/** A stretch of time, as short as it can be said: `2 s`, `0.5 ms`. */
export function durationLabel(ms: number): string {
  return ms >= 1000 ? l10n.t('{0} s', Math.round(ms / 10) / 100) : l10n.t('{0} ms', roundMs(ms));
}

/** `+2 s`, `−0.5 s`; nothing where nothing changed. */
export function differenceLabel(ms: number): string {
  if (ms === 0) return '';
  return ms > 0 ? `+${durationLabel(ms)}` : `−${durationLabel(-ms)}`;
}

export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** A title as it stands inside a sentence: names such as `nextTick` keep their spelling. */
export function inSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

/** A sentence that begins with a word of ours begins with a capital; one that begins with a name keeps it. */
export function startOfSentence(text: string): string {
  const module = l10n.t('the module');
  return text.startsWith(module) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
