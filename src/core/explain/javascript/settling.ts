import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Wait } from '../catalog/schema';
import type { JavaScriptEvaluator } from '../resolve/javascript/evaluator';
import type { Executor } from '../resolve/value';
import { duration, millisecondsOf, oneLine, shorten } from '../words';

/** What a promise waits for, by who is to settle it. */

export const settledElsewhere: Omit<Wait, 'thing'> = {
  waitsFor: 'promise',
  mechanism: 'signal',
  suspends: 'always',
  value: () => l10n.t('the value it is resolved with'),
};

export const settledAtOnce: Wait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one turn of the microtask queue'),
  lens: () => l10n.t('settled at once; waits one microtask turn'),
  value: () => l10n.t('the value it is resolved with'),
};

/** What a promise waits for that is resolved where it is made, with something that may be a promise for all that is known of it. */
export function resolvedWith(given: string): Wait {
  const short = shorten(given, 24);
  return {
    waitsFor: 'promise',
    mechanism: 'signal',
    suspends: 'always',
    seldom: true,
    thing: () => l10n.t('{0} to settle, if it is a promise', short),
    lens: () => l10n.t('waits for {0}, if that is a promise', short),
    value: () => l10n.t('the value it is resolved with'),
    registers: () =>
      l10n.t(
        'The executor resolves the promise with {0} at once; if that is a promise, its outcome settles this one.',
        short,
      ),
    watches: () => l10n.t('What the event loop watches for depends on {0}.', short),
    wokenBy: () =>
      l10n.t(
        'If {0} is a promise, its settling wakes it; if not, the next turn of the microtask queue does.',
        short,
      ),
  };
}

export function timerOf(
  evaluator: JavaScriptEvaluator,
  delay: SyntaxNode | null,
  frame: Executor['frame'],
): Wait {
  const milliseconds = delay ? evaluator.constant(delay, frame) : 0;
  const given = delay && frame ? (evaluator.givenFor(delay, frame) ?? delay) : delay;
  const text = shorten(oneLine(given?.text ?? ''), 24);
  return {
    waitsFor: 'timer',
    mechanism: 'timer',
    suspends: 'always',
    thing: () =>
      milliseconds === null
        ? l10n.t('a timer of {0}', millisecondsOf(text))
        : l10n.t('a {0} timer', duration(milliseconds)),
    detail: () => (milliseconds === null ? millisecondsOf(text) : duration(milliseconds)),
    value: () => l10n.t('the value given to resolve()'),
    registers: () =>
      milliseconds === null
        ? l10n.t(
            'The executor runs at once: setTimeout starts a timer of {0}, to resolve the promise.',
            millisecondsOf(text),
          )
        : l10n.t(
            'The executor runs at once: setTimeout starts a {0} timer, to resolve the promise.',
            duration(milliseconds),
          ),
  };
}

/** One of the ticks of `setInterval`: which settles the promise, its callback decides. */
export function tickOf(
  evaluator: JavaScriptEvaluator,
  delay: SyntaxNode | null,
  frame: Executor['frame'],
): Wait {
  const timer = timerOf(evaluator, delay, frame);
  return {
    ...timer,
    thing: (call) => l10n.t('a tick of {0}', timer.thing(call)),
    registers: () =>
      l10n.t(
        'The executor runs at once: setInterval starts a timer that goes on until it is cleared.',
      ),
  };
}

export function event(thing: string): Wait {
  return {
    ...settledElsewhere,
    waitsFor: 'event',
    thing: () => thing,
    registers: () =>
      l10n.t('The executor runs at once and has resolve called when {0} happens.', thing),
    watches: () =>
      l10n.t('The event loop runs other code, and watches for whatever leads to {0}.', thing),
    value: () => l10n.t('the value given to resolve()'),
  };
}

/** What settles the promise, `resolve` or a callback by its name, is stored for other code to call. */
export function keptIn(target: string, settler: string): Wait {
  const short = shorten(target, 30);
  if (/^[\w$]*resolve[\w$]*$/i.test(target)) {
    return { ...settledElsewhere, thing: () => l10n.t('other code to call {0}', short) };
  }
  if (/(?:^|\.)on[a-z]+$/.test(target)) return event(l10n.t('event handler {0}', short));
  return {
    ...settledElsewhere,
    thing: () => l10n.t('other code to call the {1} kept in {0}', short, settler),
    detail: () => l10n.t('{1} kept in {0}', short, settler),
    lens: () => l10n.t('waits for {1}, kept in {0}', short, settler),
    registers: () =>
      settler === 'resolve'
        ? l10n.t(
            'The executor runs at once and keeps resolve in {0}, for other code to call.',
            short,
          )
        : l10n.t(
            'The executor runs at once; what it calls keeps {1} in {0}, for other code to call.',
            short,
            settler,
          ),
  };
}
