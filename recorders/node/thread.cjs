'use strict';

/** What the recorder does in each thread of the program. */

const Module = require('node:module');
const fs = require('node:fs');
const { runInThisContext } = require('node:vm');
const { threadId } = require('node:worker_threads');
const calls = require('./calls.cjs');
const callsites = require('./callsites.cjs');
const kinds = require('./kinds.cjs');
const output = require('./output.cjs');
const resources = require('./resources.cjs');
const traces = require('./traces.cjs');
const workers = require('./workers.cjs');
const { Ring, sums } = require('./ring.cjs');
const { Sources } = require('./sources.cjs');

/**
 * Greets the reader. `settings`: `memory` and `program` are those of the ring, `limits` too; `tools` is the folder of the bundles with
 * the parser and the transpiler. `creator`: the id of the main thread's call that started this thread, 0 for none.
 */
function greet({ memory, program, limits }, creator) {
  const ring = new Ring({ memory, program, limits, onLimit: () => calls.stop() });
  if (ring.begin(kinds.hello)) {
    ring.string(process.version);
    ring.number(threadId);
    ring.number(creator);
    ring.end();
  }
  return ring;
}

/**
 * Has the modules of this thread run instrumented. `main`: the file that it runs, null for none. Gives a function that runs that file
 * where this Node does not do so itself; undefined elsewhere.
 */
function instrument({ tools, program, pieceOf }, main) {
  // A name of scripts, and no property of the global object, which the program may list.
  runInThisContext('let $awaitLens; (recorder) => void ($awaitLens = recorder)')(calls.recorder);
  const sources = new Sources({
    tools,
    main: main === null ? '' : realPath(main),
    pieceOf,
    define: calls.recorder.define,
    note: traces.note,
    firstId: 1,
  });
  const hooks = Module.registerHooks !== undefined;
  const loader = hooks ? require('./load.cjs') : require('./load20.cjs');
  if (!hooks) Atomics.add(program.counts, sums.ownThreads, 1);
  withoutTicks(() => loader.start(sources));
  traces.start();
  callsites.start();
  return loader.run;
}

/** Puts the hooks on. `sender`: the thread that sends; null in a worker. */
function start(ring, settings, sender) {
  output.start(ring, sender === null ? settings.captured : null);
  workers.start(ring, settings, sender);
  // `require.cache` and `module.children` show the program's own modules only.
  for (const file of Object.keys(require.cache)) delete require.cache[file];
  calls.start(ring, resources.start(ring));
}

/**
 * Starts threads: their event `worker` is not for the program, and the tick that brings it would stand in stacks for which
 * Node needs none.
 */
function withoutTicks(starting) {
  const { nextTick } = process;
  process.nextTick = () => undefined;
  try {
    return starting();
  } finally {
    process.nextTick = nextTick;
  }
}

function realPath(file) {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

module.exports = { greet, instrument, start, withoutTicks };
