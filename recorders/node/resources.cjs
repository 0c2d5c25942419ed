'use strict';

/**
 * What the loop does: timers, input and output, ticks, and its turns. `async_hooks` tells of everything but promises; an
 * immediate of the recorder's own, which keeps nothing alive and runs once a turn, tells how long the loop slept in poll.
 */

const asyncHooks = require('node:async_hooks');
const { performance } = require('node:perf_hooks');
const { promiseHooks } = require('node:v8');
const kinds = require('./kinds.cjs');
const calls = require('./calls.cjs');
const { ownType, withoutOwn } = require('./hooked.cjs');

/** Kept before the program can replace it. */
const { setImmediate } = globalThis;

/** Kinds of resource that are Node's own bookkeeping, or the recorder's. */
const ignored = new Set([
  ownType,
  'PROMISE',
  'RANDOMBYTESREQUEST_',
  'DIRHANDLE',
  'FILEHANDLE',
  'SCRIPT',
]);
/** Kinds that are told only where the program's own source asks for them; Node uses them everywhere. */
const sited = new Set(['TickObject', 'Microtask', 'Immediate']);

/** Kinds that Node uses for threads of its own, as the recorder does. */
const threads = new Set(['WORKER', 'MESSAGEPORT']);

let ring = null;
/** Resources that were told of and are not over, by their async id. */
const known = new Map();
const types = new Map();
let own = false;
let probeId = 0;
/** The callbacks that run, the outermost first: Node nests those of parsers and async resources. */
const running = [];
/** Kinds whose callbacks the loop calls itself, so that nothing of the program's is on the stack. */
const outermost = new Set(['Timeout', 'Immediate', 'TickObject']);

function typeId(type) {
  let id = types.get(type);
  if (id === undefined) {
    id = types.size;
    types.set(type, id);
    if (ring.begin(kinds.type, 100)) {
      ring.number(id);
      ring.string(type.slice(0, 30));
      ring.end();
    }
  }
  return id;
}

function init(asyncId, type, _triggerId, resource) {
  if (own) {
    if (type === 'Immediate') probeId = asyncId;
    return;
  }
  if (ignored.has(type)) return;
  const site = calls.takeScheduled();
  if (site === 0 && (sited.has(type) || (calls.currentId() === 0 && threads.has(type)))) return;
  const timer = type === 'Timeout';
  const delay = timer ? resource._idleTimeout : 0;
  const id = typeId(type);
  if (!ring.begin(kinds.open)) return;
  ring.number(asyncId);
  ring.number(id);
  ring.number(site);
  ring.number(calls.currentId());
  ring.number(site === 0 || calls.currentId() !== 0 ? calls.ownerOfNewest() : 0);
  ring.number(timer ? Math.max(0, Math.round(delay * 1000)) : 0);
  ring.end();
  known.set(asyncId, { type });
}

function before(asyncId) {
  if (asyncId === probeId) return;
  running.push(asyncId);
  const resource = known.get(asyncId);
  if (resource === undefined) return;
  const outer = outermost.has(resource.type);
  if (outer) calls.reset();
  if (running.length > 1 && !outer) return;
  if (!outer && !slept) {
    slept = true;
    tellSleep();
  }
  calls.beginCallback();
  ring.record(kinds.before, asyncId);
}

function after(asyncId) {
  if (asyncId === probeId) return;
  const index = running.lastIndexOf(asyncId);
  // An uncaught exception that the program handles leaves callbacks without an end.
  if (index !== -1) running.length = index;
  const resource = known.get(asyncId);
  if (resource === undefined || (index > 0 && !outermost.has(resource.type))) return;
  calls.endCallback();
  ring.record(kinds.after, asyncId);
  if (resource.type === 'TickObject' || resource.type === 'Immediate') known.delete(asyncId);
}

function destroy(asyncId) {
  if (!known.delete(asyncId)) return;
  ring.record(kinds.close, asyncId);
}

/** ms that the loop has slept in poll since the process began, when that was last told. */
let idle = 0;
let slept = false;
let turning = true;

function tellSleep() {
  const total = performance.nodeTiming.idleTime;
  const microseconds = Math.round((total - idle) * 1000);
  idle = total;
  if (microseconds > 0) ring.record(kinds.sleep, microseconds);
}

/** Runs in the check phase of each turn. */
function turn() {
  if (!calls.isOff()) {
    calls.reset();
    running.length = 0;
    if (!slept) tellSleep();
    ring.record(kinds.turn);
  }
  slept = false;
  if (turning) probe();
}

function probe() {
  own = true;
  try {
    setImmediate(turn).unref();
  } finally {
    own = false;
  }
}

/** Enables hooks without those for promises, which would change promises so that the program can see it. */
function enableWithoutPromises(hook) {
  const { createHook } = promiseHooks;
  promiseHooks.createHook = () => () => undefined;
  try {
    hook.enable();
  } finally {
    promiseHooks.createHook = createHook;
  }
}

/** Begins to tell; the result ends it. */
function start(theRing) {
  ring = theRing;
  const guarded = (callback) => (a, b, c, d) => {
    if (calls.isOff()) return;
    try {
      callback(a, b, c, d);
    } catch {
      calls.stop();
    }
  };
  const hook = asyncHooks.createHook({
    trackPromises: false,
    init: guarded(init),
    before: guarded(before),
    after: guarded(after),
    destroy: guarded(destroy),
  });
  withoutOwn(() => enableWithoutPromises(hook));
  idle = performance.nodeTiming.idleTime;
  probe();
  return () => {
    turning = false;
    hook.disable();
  };
}

module.exports = { start };
