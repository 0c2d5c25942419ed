import * as l10n from '@vscode/l10n';
import type { Entry, Raise, Text } from '../../schema';
import { api, text } from './shared';
import { promised } from '../../waits';

/** Facts from Node's lib/stream/promises.js, net.js, internal/streams/readable.js and end-of-stream.js, and readline. */

const ofStream: Raise = {
  error: null,
  when: () => l10n.t('The error of the stream.'),
};
const destroyed: Raise = {
  error: 'Error',
  when: () =>
    l10n.t('If the stream is destroyed before its end: code is ERR_STREAM_PREMATURE_CLOSE.'),
};
const aborted: Raise = {
  error: 'AbortError',
  when: () => l10n.t('If the signal among the options is aborted.'),
};

const sourceWatched = () =>
  l10n.t(
    'The stream’s source is watched for more data: a file’s reads in the thread pool, a socket in the poll phase.',
  );

const chunk = promised(
  'iterator',
  'signal',
  (call) => l10n.t('the next chunk of {0}', call.receiver),
  () => l10n.t('the chunk'),
  {
    registers: (call) =>
      l10n.t(
        'Each step asks {0} for data; what is buffered comes at once, with the next microtask.',
        call.receiver,
      ),
    watches: sourceWatched,
    wokenBy: () => l10n.t('When the stream has data or ends, the promise of the step is settled.'),
    raises: [ofStream, destroyed],
    notes: [() => l10n.t('Leaving the loop early destroys the stream.')],
  },
);

const line = promised(
  'iterator',
  'signal',
  (call) => l10n.t('the next line of {0}', call.receiver),
  () => l10n.t('the line'),
  {
    registers: (call) =>
      l10n.t(
        'Each step asks {0} for a line; lines that are queued come with the next microtask.',
        call.receiver,
      ),
    watches: () =>
      l10n.t(
        'The input is watched for data, in the poll phase or by the thread pool; it is split into lines as it comes.',
      ),
    wokenBy: () =>
      l10n.t('When a whole line is in, or the input ends, the promise of the step is settled.'),
    raises: [{ error: null, when: () => l10n.t('The error of the input.') }],
    mistakes: [
      () =>
        l10n.t(
          'Lines that come before the loop begins are lost: await nothing between createInterface() and it.',
        ),
    ],
  },
);

const answer = promised(
  'event',
  'signal',
  (call) => l10n.t('the user’s answer to “{0}”', text(call.argument(0)).trim()),
  () => l10n.t('the answer'),
  {
    registers: (call) =>
      l10n.t('{0} prints the question and gives a promise for a line of input.', call.receiver),
    watches: () =>
      l10n.t('The event loop watches the input, mostly the terminal, in its poll phase.'),
    wokenBy: () =>
      l10n.t(
        'When the user ends the line, the promise is resolved and the rest is queued as a microtask.',
      ),
    raises: [
      {
        error: 'Error',
        when: () => l10n.t('If it is closed already: code is ERR_USE_AFTER_CLOSE.'),
      },
      aborted,
    ],
    mistakes: [() => l10n.t('If the input ends instead, as with Ctrl+D, it never settles.')],
  },
);

const byCallback: Raise = { error: null, when: () => l10n.t('What the callback throws.') };

/** What comes of all that a stream gives. */
const drained = (value: Text) =>
  promised(
    'promise',
    'task',
    (call) => l10n.t('all of stream {0}, to its end', call.receiver),
    value,
    {
      watches: sourceWatched,
      raises: [ofStream, destroyed, aborted],
    },
  );

/** Methods of streams that go through the chunks, with their anchors; `find` and its like may end before the stream does. */
const folds = {
  forEach: 'foreachfn-options',
  reduce: 'reducefn-initial-options',
  some: 'somefn-options',
  every: 'everyfn-options',
  find: 'findfn-options',
};

export const streamEntries: Readonly<Record<string, Entry>> = {
  'stream/promises.pipeline': {
    page: `${api}stream.html#streampipelinesource-transforms-destination-options`,
    calledWith: ['stream.Readable'],
    await: promised(
      'promise',
      'task',
      (call) => l10n.t('all of {0} to go through the pipeline', call.argument(0) ?? '?'),
      () => l10n.t('undefined'),
      {
        registers: () =>
          l10n.t(
            'pipeline connects the streams and starts them; a promise stands for the end of the last one.',
          ),
        watches: () =>
          l10n.t('The sources are watched for data and the destination for room, chunk by chunk.'),
        wokenBy: () =>
          l10n.t(
            'When the destination has finished, or any of the streams fails, the promise is settled.',
          ),
        raises: [
          {
            error: null,
            when: () => l10n.t('The first error in one of the streams; it destroys the others.'),
          },
          destroyed,
          aborted,
        ],
      },
    ),
  },
  'stream/promises.finished': {
    page: `${api}stream.html#streamfinishedstream-options`,
    await: promised(
      'promise',
      'task',
      (call) => l10n.t('stream {0} to end', call.argument(0) ?? '?'),
      () => l10n.t('undefined'),
      {
        registers: (call) =>
          l10n.t('finished adds listeners to {0} and gives a promise.', call.argument(0) ?? '?'),
        raises: [ofStream, destroyed, aborted],
      },
    ),
  },
  ...Object.fromEntries(
    ['arrayBuffer', 'blob', 'buffer', 'json', 'text'].map((name) => [
      `stream/consumers.${name}`,
      {
        page: `${api}webstreams.html#streamconsumers${name.toLowerCase()}stream`,
        await: promised(
          'promise',
          'task',
          (call) => l10n.t('all of stream {0}, to its end', call.argument(0) ?? '?'),
          () => l10n.t('the whole content'),
          {
            watches: sourceWatched,
            raises: [
              ...(name === 'json'
                ? [{ error: 'SyntaxError', when: () => l10n.t('If the content is no JSON.') }]
                : []),
              ofStream,
            ],
            notes: [() => l10n.t('All of it is held in memory.')],
          },
        ),
      },
    ]),
  ),
  'stream.Readable': { page: `${api}stream.html#readablesymbolasynciterator`, next: chunk },
  // What a stream reads from, only its own class says.
  'fs.ReadStream': {
    page: `${api}fs.html#class-fsreadstream`,
    next: { ...chunk, waitsFor: 'file', mechanism: 'pool' },
  },
  ...Object.fromEntries(
    Object.entries({
      'net.Socket': 'net.html#class-netsocket',
      'http.IncomingMessage': 'http.html#class-httpincomingmessage',
    }).map(([name, page]): [string, Entry] => [
      name,
      { page: api + page, next: { ...chunk, waitsFor: 'network', mechanism: 'socket' } },
    ]),
  ),
  ...Object.fromEntries(
    ['connect', 'createConnection'].map((name): [string, Entry] => [
      `net.${name}`,
      { page: `${api}net.html#net${name.toLowerCase()}`, returns: 'net.Socket' },
    ]),
  ),
  'stream.Readable.toArray': {
    page: `${api}stream.html#readabletoarrayoptions`,
    await: {
      ...drained(() => l10n.t('an array of all chunks')),
      notes: [() => l10n.t('All of it is held in memory.')],
    },
  },
  ...Object.fromEntries(
    Object.entries(folds).map(([name, anchor]) => [
      `stream.Readable.${name}`,
      {
        page: `${api}stream.html#readable${anchor}`,
        await: {
          ...drained(() => l10n.t('its result')),
          raises: [ofStream, byCallback, destroyed, aborted],
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    ['map', 'filter', 'flatMap', 'drop', 'take'].map((name) => [
      `stream.Readable.${name}`,
      {
        page: `${api}stream.html#readable${name.toLowerCase()}${/^(?:drop|take)$/.test(name) ? 'limit' : 'fn'}-options`,
        returns: 'stream.Readable',
      },
    ]),
  ),
  'stream.Readable.pipe': {
    page: `${api}stream.html#readablepipedestination-options`,
    returns: 'first',
  },
  ...Object.fromEntries(
    ['Readable', 'Writable'].map((name) => [
      `stream.${name}.@@asyncDispose`,
      {
        page: `${api}stream.html#${name.toLowerCase()}symbolasyncdispose`,
        await: promised(
          'promise',
          'signal',
          (call) => l10n.t('{0} to be destroyed', call.receiver),
          () => l10n.t('undefined'),
          { raises: [ofStream] },
        ),
      },
    ]),
  ),
  'stream.Readable.fromWeb': {
    page: `${api}stream.html#streamreadablefromwebreadablestream-options`,
    returns: 'stream.Readable',
  },
  'stream.Readable.toWeb': {
    page: `${api}stream.html#streamreadabletowebstreamreadable-options`,
    returns: 'ReadableStream',
  },
  'stream.Readable.from': {
    page: `${api}stream.html#streamreadablefromiterable-options`,
    returns: 'stream.Readable',
  },
  'readline.Interface': { page: `${api}readline.html#rlsymbolasynciterator`, next: line },
  'readline.createInterface': {
    page: `${api}readline.html#readlinecreateinterfaceoptions`,
    returns: 'readline.Interface',
  },
  'readline/promises.createInterface': {
    page: `${api}readline.html#readlinepromisescreateinterfaceoptions`,
    returns: 'readline/promises.Interface',
  },
  'readline/promises.Interface.question': {
    page: `${api}readline.html#rlquestionquery-options`,
    await: answer,
  },
};
