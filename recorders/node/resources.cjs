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
const { TypeError, setImmediate } = globalThis;

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
/** Kinds whose callbacks the loop calls itself, so that nothing of the program's is on the stack. */
const outermost = new Set(['Timeout', 'Immediate', 'TickObject']);
/** Kinds whose callback runs once. */
const single = new Set(['TickObject', 'Immediate']);

/** What is asked of a kind of resource each time that one of it is made or runs; found by one look-up. */
class Kind {
  constructor(type) {
    this.type = type;
    this.ignored = ignored.has(type);
    this.sited = sited.has(type);
    this.thread = threads.has(type);
    this.timer = type === 'Timeout';
    this.outermost = outermost.has(type);
    this.single = single.has(type);
    /** Its number on the wire; -1 as long as the wire has not heard of it. */
    this.id = -1;
  }
}

let ring = null;
/** By what `async_hooks` calls them. */
const kindsOfResource = new Map();
let told = 0;
/** The kinds of the resources that were told of and are not over, by the key of their async id. */
const known = new Map();
let own = false;
let probeId = 0;
/**
 * The callbacks that run, the outermost first: the keys of their resources and, where these are known, their kinds. Node nests those
 * of parsers and async resources. Both arrays keep what was beyond `depth`: to have them shrink and grow takes V8 longer.
 */
const running = [];
const runningKinds = [];
let depth = 0;

/** Async ids are floating-point numbers, by which V8 finds nothing fast. No two that live together are 2^32 apart. */
function keyOf(asyncId) {
  return asyncId | 0;
}

function kindOf(type) {
  let kind = kindsOfResource.get(type);
  if (kind === undefined) kindsOfResource.set(type, (kind = new Kind(type)));
  return kind;
}

/** Tells of a kind before the first resource of it. */
function name(kind) {
  const id = told++;
  if (ring.begin(kinds.type, 100)) {
    ring.number(id);
    ring.string(kind.type.slice(0, 30));
    ring.end();
  }
  kind.id = id;
}

function opened(asyncId, kind, resource) {
  const site = calls.takeScheduled();
  if (site === 0 && (kind.sited || (kind.thread && calls.currentId() === 0))) return;
  const delay = kind.timer ? resource._idleTimeout : 0;
  if (kind.id === -1) name(kind);
  if (!ring.begin(kinds.open)) return;
  const by = calls.currentId();
  ring.number(asyncId);
  ring.number(kind.id);
  ring.number(site);
  ring.number(by);
  ring.number(site === 0 || by !== 0 ? calls.ownerOfNewest() : 0);
  ring.number(kind.timer ? Math.max(0, Math.round(delay * 1000)) : 0);
  ring.end();
  known.set(keyOf(asyncId), kind);
}

function began(asyncId, kind) {
  if (kind.outermost) calls.reset();
  else {
    if (depth > 1) return;
    if (!slept) {
      slept = true;
      tellSleep();
    }
  }
  calls.beginCallback();
  ring.record(kinds.before, asyncId);
}

function ended(asyncId, kind) {
  if (depth > 0 && !kind.outermost) return;
  calls.endCallback();
  ring.record(kinds.after, asyncId);
  if (kind.single) known.delete(keyOf(asyncId));
}

/** The kind of a resource whose callback ends and is not the innermost: an uncaught exception that the program handles leaves some without an end. */
function unwind(key) {
  for (let index = depth - 1; index >= 0; index--)
    if (running[index] === key) {
      depth = index;
      return runningKinds[index];
    }
  return known.get(key);
}

/**
 * What `async_hooks` calls. Most of what it tells of are ticks that nobody hears of, so each gets there with as little as
 * possible; and each is a function of its own, as V8 optimizes one by what that one is given.
 */
const hooks = {
  trackPromises: false,

  init(asyncId, type, _triggerId, resource) {
    if (own) {
      if (type === 'Immediate') probeId = asyncId;
      return;
    }
    const kind = kindOf(type);
    if (kind.ignored) return;
    try {
      opened(asyncId, kind, resource);
    } catch (error) {
      if (error instanceof TypeError) calls.stop();
    }
  },

  before(asyncId) {
    if (asyncId === probeId) return;
    const key = keyOf(asyncId);
    const kind = known.get(key);
    running[depth] = key;
    runningKinds[depth] = kind;
    depth++;
    if (kind === undefined) return;
    try {
      began(asyncId, kind);
    } catch (error) {
      if (error instanceof TypeError) calls.stop();
    }
  },

  after(asyncId) {
    if (asyncId === probeId) return;
    const key = keyOf(asyncId);
    const kind = depth > 0 && running[depth - 1] === key ? runningKinds[--depth] : unwind(key);
    if (kind === undefined) return;
    try {
      ended(asyncId, kind);
    } catch (error) {
      if (error instanceof TypeError) calls.stop();
    }
  },

  destroy(asyncId) {
    if (!known.delete(keyOf(asyncId))) return;
    try {
      ring.record(kinds.close, asyncId);
    } catch (error) {
      if (error instanceof TypeError) calls.stop();
    }
  },
};

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
    depth = 0;
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
  const hook = asyncHooks.createHook(hooks);
  withoutOwn(() => enableWithoutPromises(hook));
  idle = performance.nodeTiming.idleTime;
  probe();
  return () => {
    turning = false;
    hook.disable();
  };
}

module.exports = { start };
