'use strict';

/**
 * Worker threads of the program. Each has an event loop of its own, and is recorded into a ring of its own: `worker.cjs` is
 * required in it before its program runs. `Worker` stays the class that it is, behind a proxy.
 */

const Module = require('node:module');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const threads = require('node:worker_threads');
const calls = require('./calls.cjs');
const kinds = require('./kinds.cjs');
const output = require('./output.cjs');
const traces = require('./traces.cjs');
const { newMemory, sums, viewsOf } = require('./ring.cjs');

/** By which a worker finds what it needs; `getEnvironmentData` gives it to nobody who does not know its name. */
const key = 'await lens';
/** So many workers of a program are recorded: each takes memory, and that of one that was terminated is never given back. */
const maxRecorded = 32;

const preload = path.join(__dirname, 'worker.cjs');
const { setEnvironmentData, getEnvironmentData, postMessageToThread } = threads;
const recorded = [];

/** The rings of all workers that this thread has started. */
const rings = () => recorded;

/**
 * From here on this thread's workers are recorded. `sender` is null in a worker: what a worker starts is not recorded, as the thread
 * that sends hears of new rings from the main thread only.
 */
function start(ring, settings, sender) {
  const { Worker } = threads;
  const streams = ['stdout', 'stderr'].map(
    (name) => Object.getOwnPropertyDescriptor(Worker.prototype, name).get,
  );
  const { counts } = settings.program;
  const shown = new Proxy(Worker, {
    construct(target, [filename, options, ...rest], newTarget) {
      const own = Atomics.load(counts, sums.ownThreads);
      const memory = canBeRecorded(options, sender) ? newMemory() : null;
      if (memory === null && !calls.isOff()) ring.record(kinds.unrecorded, calls.currentId());
      const main = fileOf(filename, options);
      const creator = calls.currentId();
      const captured = { stdout: Boolean(options?.stdout), stderr: Boolean(options?.stderr) };
      setEnvironmentData(
        key,
        memory === null
          ? { own }
          : { ...settings, pieceOf: null, memory, own, main, creator, captured },
      );
      try {
        const given = [filename, withPreload(options), ...rest];
        const worker = Reflect.construct(target, given, newTarget);
        if (memory !== null) {
          recorded.push(viewsOf(memory));
          sender.postMessage(memory);
          output.follow(
            streams.map((stream) => Reflect.apply(stream, worker, [])),
            recorded.length,
          );
        }
        ownBefore.set(worker, own);
        return worker;
      } finally {
        setEnvironmentData(key, undefined);
      }
    },
  });
  traces.disguise(shown, Worker);
  Worker.prototype.constructor = shown;
  threads.Worker = shown;
  renumber(Worker.prototype);
  if (postMessageToThread !== undefined) renumberMessages(counts);
  Module.syncBuiltinESMExports();
}

function canBeRecorded(options, sender) {
  if (sender === null || calls.isOff() || recorded.length === maxRecorded) return false;
  // The recorder needs memory of its own, which a worker with limits may not have.
  return !options?.resourceLimits;
}

/** Options like those that are given, by which the worker requires the recorder first. Wrong ones stay wrong. */
function withPreload(options) {
  if (options !== undefined && (typeof options !== 'object' || options === null)) return options;
  const execArgv = options?.execArgv ?? process.execArgv;
  if (!Array.isArray(execArgv)) return options;
  return Object.create(options ?? null, {
    execArgv: { value: ['--require', preload, ...execArgv], enumerable: true },
  });
}

/** The file that a worker runs; null where it runs none. */
function fileOf(filename, options) {
  if (options?.eval) return null;
  if (typeof filename === 'string') return path.resolve(filename);
  return filename?.protocol === 'file:' ? fileURLToPath(filename) : null;
}

/** How many threads of the recorder's own came before a worker: they have taken numbers that the program's would have had. */
const ownBefore = new WeakMap();

function renumber(prototype) {
  const property = Object.getOwnPropertyDescriptor(prototype, 'threadId');
  const shown = {
    get threadId() {
      const id = Reflect.apply(property.get, this, []);
      // It is -1 when the worker has ended.
      return id > 0 ? id - (ownBefore.get(this) ?? 0) : id;
    },
  };
  const { get } = Object.getOwnPropertyDescriptor(shown, 'threadId');
  traces.disguise(get, property.get);
  Object.defineProperty(prototype, 'threadId', { ...property, get });
}

function renumberMessages(counts) {
  const shown = {
    postMessageToThread(threadId, ...rest) {
      const own = threadId > 0 ? Atomics.load(counts, sums.ownThreads) : 0;
      return Reflect.apply(postMessageToThread, this, [threadId + own, ...rest]);
    },
  }.postMessageToThread;
  traces.disguise(shown, postMessageToThread);
  threads.postMessageToThread = shown;
}

/** What the thread that started this worker has left for it; null where it has left nothing. Nobody finds it after that. */
function inherited() {
  const settings = getEnvironmentData(key) ?? null;
  setEnvironmentData(key, undefined);
  if (settings !== null) {
    threads.threadId -= settings.own;
    Module.syncBuiltinESMExports();
  }
  return settings;
}

module.exports = { start, inherited, rings };
