'use strict';

/**
 * Starts a program under the recorder: `node boot.cjs FILE ARGUMENTS…` with AWAIT_LENS_RECORD in the environment, which is
 * JSON: `{"descriptor":3,"tools":"…/dist","pieceOf":"…","events":…,"bytes":…,"ms":…}`. The program sees none of it: not in its
 * arguments, not in its environment, and processes that it starts are not recorded.
 */

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Worker } = require('node:worker_threads');

const { frame } = require('./frames.cjs');
const { flush, head, newMemory, newProgram, sums, tail } = require('./ring.cjs');

function start() {
  const {
    descriptor,
    tools,
    pieceOf = null,
    ...limits
  } = JSON.parse(process.env.AWAIT_LENS_RECORD);
  delete process.env.AWAIT_LENS_RECORD;
  process.argv.splice(1, 1);
  const file = path.resolve(process.argv[1]);
  process.argv[1] = file;

  const calls = require('./calls.cjs');
  const thread = require('./thread.cjs');
  const traces = require('./traces.cjs');
  const workers = require('./workers.cjs');

  const settings = { memory: newMemory(), program: newProgram(), limits, tools, pieceOf };
  const ring = thread.greet(settings, 0);
  sendGreeting(ring, descriptor);
  const sender = thread.withoutTicks(() => startSender({ memory: settings.memory, descriptor }));
  Atomics.add(settings.program.counts, sums.ownThreads, 1);
  sender.on('error', () => calls.stop());

  const run = thread.instrument(settings, file);
  const crash = require('./crash.cjs');
  crash.start(ring, traces);
  crash.atExit(() => flush([ring, ...workers.rings()]), traces);
  thread.start(ring, settings, sender);
  // Node sets it where the program is CommonJS.
  delete process.mainModule;
  return () => (run ? run(file) : Module.runMain());
}

/** Sends the greeting from this thread: the program may be killed before the one that sends has started. */
function sendGreeting({ words, bytes }, descriptor) {
  const length = Atomics.load(words, head);
  try {
    fs.writeSync(descriptor, frame(0, bytes, 0, length));
    Atomics.store(words, tail, length);
  } catch {
    // Nobody reads: the thread that sends will find that out too.
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

start()();
