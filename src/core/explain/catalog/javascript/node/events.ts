import * as l10n from '@vscode/l10n';
import type { Entry, Text } from '../../schema';
import { api, text } from './shared';
import { promised } from '../../waits';

/** Facts from Node's lib/events.js. */

const event =
  (emitter: Text, name: Text): Text =>
  (call) =>
    l10n.t('the {0} event of {1}', name(call), emitter(call));

const argument =
  (position: number): Text =>
  (call) =>
    text(call.argument(position));

export const eventEntries: Readonly<Record<string, Entry>> = {
  'events.once': {
    page: `${api}events.html#eventsonceemitter-name-options`,
    await: promised(
      'event',
      'signal',
      event(argument(0), argument(1)),
      () => l10n.t('the array of the event’s arguments'),
      {
        registers: (call) =>
          l10n.t(
            'once adds a listener for {1} to {0}, and one for error, and gives a promise.',
            call.argument(0) ?? '?',
            text(call.argument(1)),
          ),
        watches: (call) =>
          l10n.t(
            'The event loop runs other code, and watches for whatever makes {0} emit.',
            call.argument(0) ?? '?',
          ),
        wokenBy: (call) =>
          l10n.t(
            'When {0} emits the event, the promise is resolved and the rest is queued as a microtask.',
            call.argument(0) ?? '?',
          ),
        raises: [
          {
            error: null,
            when: () => l10n.t('What the emitter gives with an error event is thrown here.'),
          },
        ],
        mistakes: [
          () =>
            l10n.t(
              'An event that was emitted before is missed: call once() before what causes it.',
            ),
        ],
      },
    ),
  },
  'events.on': {
    page: `${api}events.html#eventsonemitter-eventname-options`,
    next: promised(
      'event',
      'signal',
      (call) =>
        l10n.t('the next {1} event of {0}', call.argument(0) ?? '?', text(call.argument(1))),
      () => l10n.t('the array of the event’s arguments'),
      {
        registers: () =>
          l10n.t(
            'Each step takes an event that has come already, or gives a promise that the next one resolves.',
          ),
        raises: [
          {
            error: null,
            when: () => l10n.t('What the emitter gives with an error event is thrown here.'),
          },
          {
            error: 'AbortError',
            when: () => l10n.t('If the signal among the options is aborted.'),
          },
        ],
        notes: [
          () =>
            l10n.t(
              'Events that come while the body runs are kept, without a limit; the loop never ends by itself.',
            ),
        ],
      },
    ),
  },
};
