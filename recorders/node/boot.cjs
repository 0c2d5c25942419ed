'use strict';

/**
 * Starts a program under the recorder: `node boot.cjs FILE ARGUMENTS…` with AWAIT_LENS_RECORD in the environment, which is
 * JSON: `{"descriptor":3,"tools":"…/node-instrument.js","events":…,"bytes":…,"ms":…}`. The program sees none of it: not in its
 * arguments, not in its environment, and processes that it starts are not recorded.
 */

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

function start() {
  const { descriptor, tools, ...limits } = JSON.parse(process.env.AWAIT_LENS_RECORD);
  delete process.env.AWAIT_LENS_RECORD;
  process.argv.splice(1, 1);
  const file = path.resolve(process.argv[1]);
  process.argv[1] = file;

  const calls = require('./calls.cjs');
  const kinds = require('./kinds.cjs');
  const output = require('./output.cjs');
  const resources = require('./resources.cjs');
  const traces = require('./traces.cjs');
  const { Ring } = require('./ring.cjs');
  const { Sources } = require('./sources.cjs');

  const ring = new Ring(limits, () => calls.stop());
  if (ring.begin(kinds.hello)) {
    ring.string(process.version);
    ring.end();
  }
  Object.defineProperty(globalThis, '$awaitLens', { value: calls.recorder });
  const worker = withoutTicks(() => startSender({ memory: ring.memory, descriptor }));
  worker.on('error', () => calls.stop());

  const sources = new Sources({
    tools,
    main: realPath(file),
    define: calls.recorder.define,
    note: traces.note,
    firstId: 1,
  });
  const loader = Module.registerHooks ? require('./load.cjs') : require('./load20.cjs');
  withoutTicks(() => loader.start(sources));
  traces.start();
  require('./crash.cjs').start(ring, traces);
  output.start(ring);
  process.on('exit', () => ring.flush());
  forget();
  calls.start(ring, resources.start(ring));
  return () => (loader.run ? loader.run(file) : Module.runMain());
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

/** Starts the thread that sends. */
function startSender(workerData) {
  const worker = new Worker(path.join(__dirname, 'drain.cjs'), {
    workerData,
    env: {},
    argv: [],
    execArgv: [],
    // Else its output would be piped to this process's own, which that would open.
    stdout: true,
    stderr: true,
  });
  worker.unref();
  return worker;
}

function realPath(file) {
  try {
    return fs.realpathSync(file);
  } catch {
    return file;
  }
}

/** `require.cache` and `module.children` show the program's own modules only. */
function forget() {
  for (const file of Object.keys(require.cache)) delete require.cache[file];
}

start()();
