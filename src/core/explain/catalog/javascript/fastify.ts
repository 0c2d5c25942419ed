import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text, Wait } from '../schema';
import { answer, closing, methods, promised, undefinedValue } from '../waits';

/** Facts from Fastify's lib/server.js, lib/reply.js, lib/errors.js and avvio, which loads the plugins. */

const server = 'fastify.FastifyInstance';
const page = (name: string) => `https://fastify.dev/docs/latest/Reference/Server/#${name}`;

const plugins: readonly Raise[] = [
  { error: null, when: () => l10n.t('What a plugin, or a hook that runs with it, throws.') },
  {
    error: 'Error',
    when: () =>
      l10n.t(
        'If a plugin takes over 10 s (pluginTimeout): code is FST_ERR_PLUGIN_TIMEOUT. Often it has never called done().',
      ),
  },
];
const handlerFails: Text = () =>
  l10n.t('A handler that throws rejects nothing: the response has status 500.');

const loaded = promised(
  'task',
  'task',
  () => l10n.t('the plugins that are registered so far to load'),
  () => l10n.t('the instance'),
  { raises: plugins, gives: server },
);

const listening: Partial<Wait> = {
  registers: () =>
    l10n.t('The plugins are loaded first; then the server’s socket is bound to its address.'),
  watches: () =>
    l10n.t('The event loop watches for what the plugins wait for, then for the socket to listen.'),
  wokenBy: () =>
    l10n.t(
      'When the server listens, the promise is resolved, and the rest is queued as a microtask.',
    ),
};
const sending: Partial<Wait> = {
  registers: () =>
    l10n.t('await calls then() of the reply, which waits for the end of the response.'),
  watches: () =>
    l10n.t('The event loop watches the connection until all of the response is written.'),
  wokenBy: () =>
    l10n.t(
      'When the response has ended or failed, the promise is settled, and the rest is queued as a microtask.',
    ),
};

const routes = ['get', 'post', 'put', 'delete', 'head', 'options', 'patch', 'all', 'addHook'];

export const fastify: Library = {
  title: 'Fastify',
  packages: { npm: ['fastify@5.12.8'] },
  entries: {
    fastify: { page: 'https://fastify.dev/docs/latest/Reference/Server/', returns: server },
    [`${server}.listen`]: {
      page: page('listen'),
      await: answer(
        () => l10n.t('all plugins to load, and the server to listen'),
        () => l10n.t('the address'),
        {
          ...listening,
          raises: [
            { error: 'Error', when: () => l10n.t('If the port is in use: code is EADDRINUSE.') },
            ...plugins,
          ],
          mistakes: [
            () => l10n.t('It listens on localhost only: in a container host has to be "0.0.0.0".'),
          ],
        },
      ),
    },
    [`${server}.ready`]: {
      page: page('ready'),
      // Its type says undefined; `resolveReady(fastify)` of fastify.js gives the instance.
      await: promised(
        'task',
        'task',
        () => l10n.t('all plugins to load'),
        () => l10n.t('the instance'),
        { raises: plugins, gives: server },
      ),
    },
    [`${server}.close`]: {
      page: page('close'),
      await: closing(() => l10n.t('the requests under way and the onClose hooks to end'), {
        raises: [{ error: null, when: () => l10n.t('What an onClose hook throws.') }],
      }),
    },
    [`${server}.inject`]: {
      page: page('inject'),
      await: promised(
        'task',
        'task',
        () => l10n.t('the handlers to answer a made-up request'),
        () => l10n.t('the response'),
        {
          gives: 'light-my-request.Response',
          registers: () =>
            l10n.t(
              'The call makes the request up; it goes through the router as soon as the code here pauses.',
            ),
          raises: plugins,
          mistakes: [handlerFails],
          notes: [() => l10n.t('No socket is opened: the request goes straight to the router.')],
        },
      ),
    },
    'light-my-request.Response.json': { page: page('inject'), returns: 'object' },
    // An instance has a then() of its own, which waits for what was registered on it.
    [server]: { page: page('after'), await: loaded },
    [`${server}.register`]: { page: page('register'), returns: server, calledWith: [server] },
    [`${server}.after`]: { page: page('after'), returns: server },
    ...methods(server, routes, (name) => ({
      page: `https://fastify.dev/docs/latest/Reference/${name === 'addHook' ? 'Hooks' : 'Routes'}/`,
      returns: server,
      calledWith: ['fastify.FastifyRequest', 'fastify.FastifyReply'],
    })),
    'fastify.FastifyReply': {
      page: 'https://fastify.dev/docs/latest/Reference/Reply/#then',
      await: answer(() => l10n.t('the response to be sent'), undefinedValue, {
        ...sending,
        raises: [{ error: 'Error', when: () => l10n.t('If sending the response fails.') }],
        mistakes: [
          () =>
            l10n.t(
              'A handler that sends later must return or await reply, or Fastify sends an empty response.',
            ),
        ],
      }),
    },
    ...Object.fromEntries(
      ['send', 'code', 'status', 'header', 'headers', 'type'].map((name) => [
        `fastify.FastifyReply.${name}`,
        {
          page: `https://fastify.dev/docs/latest/Reference/Reply/#${name}`,
          returns: 'fastify.FastifyReply',
        },
      ]),
    ),
  },
  classes: [server, 'fastify.FastifyReply', 'fastify.FastifyRequest', 'light-my-request.Response'],
  aliases: { 'fastify.fastify': 'fastify', 'fastify.default': 'fastify' },
};
