import * as l10n from '@vscode/l10n';
import type { Library } from '../schema';
import { none } from '../waits';

/** Facts from aiosignal's __init__.py: `send` awaits each receiver in turn, in the sender's task. */

const page = 'https://aiosignal.aio-libs.org/en/stable/';

export const aiosignal: Library = {
  title: 'aiosignal',
  packages: { pip: ['aiosignal==1.4.0'], apt: ['python3-aiosignal', 'python3-frozenlist'] },
  entries: {
    'aiosignal.Signal.send': {
      page,
      await: {
        waitsFor: 'coroutine',
        mechanism: 'task',
        thing: (call) => l10n.t('the receivers of {0}, one after the other', call.receiver),
        lens: (call) => l10n.t('runs the receivers of {0}, one by one', call.receiver),
        suspends: 'maybe',
        because: () => l10n.t('Without a receiver that waits, it does not suspend.'),
        registers: () =>
          l10n.t(
            'It calls each receiver and awaits it in this same task: the event loop is not asked.',
          ),
        watches: () => l10n.t('The loop watches for whatever the receiver comes to wait for.'),
        wokenBy: () => l10n.t('What the receiver waits for wakes the task, inside the receiver.'),
        value: none,
        raises: [
          {
            error: null,
            when: () =>
              l10n.t('Whatever a receiver raises comes out here; those after it are not called.'),
          },
          { error: 'RuntimeError', when: () => l10n.t('If the signal has not been frozen yet.') },
        ],
        cancelled: () => l10n.t('If the task is cancelled while it waits inside a receiver.'),
      },
    },
  },
  classes: ['aiosignal.Signal'],
};
