import * as l10n from '@vscode/l10n';
import type { Library } from '../schema';
import { arrival, departure, none } from '../waits';

/** Facts from the ASGI specification 3.0; the names are those of asgiref's typing.py. */

const page = 'https://asgi.readthedocs.io/en/stable/specs/main.html#applications';
const owner = (name: string) => `asgiref.typing.${name}`;
const types: Readonly<Record<string, string>> = {
  Receive: owner('ASGIReceiveCallable'),
  Send: owner('ASGISendCallable'),
  ASGIApp: owner('ASGI3Application'),
};

export const asgi: Library = {
  title: 'ASGI',
  packages: { pip: ['asgiref==3.8.1'], apt: ['python3-asgiref', 'python3-typing-extensions'] },
  entries: {
    [owner('ASGIReceiveCallable.__call__')]: {
      page,
      await: arrival(
        () => l10n.t('the next event of the connection'),
        () => l10n.t('the event'),
        {
          because: () =>
            l10n.t('What the server has received already it hands out, mostly without suspending.'),
          registers: () =>
            l10n.t(
              'The server is asked for the next event: a part of the body, a message, or the end.',
            ),
          wokenBy: () =>
            l10n.t('When the client sends something, or leaves, the task goes in the ready queue.'),
          raises: [{ error: null, when: () => l10n.t('What the server raises, if it fails.') }],
        },
      ),
    },
    [owner('ASGISendCallable.__call__')]: {
      page,
      await: departure(() => l10n.t('the server to take the event'), {
        registers: () => l10n.t('The server writes the event to the connection’s buffer.'),
        raises: [
          { error: 'OSError', when: () => l10n.t('If the client has left (since ASGI 2.4).') },
        ],
      }),
    },
    [owner('ASGI3Application.__call__')]: {
      page,
      await: {
        waitsFor: 'coroutine',
        mechanism: 'task',
        thing: () => l10n.t('the application to handle the connection'),
        suspends: 'maybe',
        because: () =>
          l10n.t('If the application waits for nothing, nor for the client, it does not suspend.'),
        registers: () => l10n.t('The application runs at once, in this same task.'),
        watches: () => l10n.t('The loop watches for whatever the application waits for.'),
        wokenBy: () => l10n.t('What the application waits for wakes the task.'),
        value: none,
        raises: [
          { error: null, when: () => l10n.t('What the application raises comes out here.') },
        ],
      },
    },
  },
  classes: Object.values(types),
  aliases: Object.fromEntries(
    Object.entries(types).flatMap(([name, type]) => [
      [`starlette.types.${name}`, type],
      [`fastapi.types.${name}`, type],
    ]),
  ),
};
