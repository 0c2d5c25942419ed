'use strict';

/**
 * What instrumented code calls (src/recording/node/instrument.ts puts the calls there): who runs, who waits for what, who
 * resumes with what. Every function returns what the program would have had without it, and none of them throws.
 */

const { promiseHooks } = require('node:v8');
const { types } = require('node:util');
const { runInThisContext } = require('node:vm');
const kinds = require('./kinds.cjs');
const { Call, Hidden, Mark, prepareLookUp } = require('./marks.cjs');
const { errorLine } = require('./preview.cjs');
const { watched } = require('./steps.cjs');
const { codes, isSmall, previewRoom, roomFor, writeValue } = require('./values.cjs');
const { noteIterated, noteUnpacked, reword } = require('./wording.cjs');

/**
 * A fault of the recorder's own is a `TypeError`. Where the stack is full V8 throws a `RangeError`, or a `SyntaxError` if a regular
 * expression was to be compiled there: that record is lost and the recording goes on. No function is asked which it is, as
 * there is no room to call one.
 */
const { TypeError } = globalThis;

/** How a call ends on the wire; `handedOn`: it returned an object, by which its promise may be settled later. */
const outcomes = { returned: 0, raised: 1, handedOn: 2 };

/**
 * Throws a `RangeError` where the stack has not room for this function's 400 registers (3 kB), which any other function of the recorder's
 * that the same code calls needs less of. It is too long for V8 to inline it, and does nothing.
 */
const reserve = runInThisContext(`(never) => { if (never) never(${'0, '.repeat(399)} 0); }`);

let ring = null;
let current = null;
let ids = 0;
/** Counts what the promise hooks are told. */
let touched = 0;
/**
 * What `touched` is when a call goes on right after another has given up control to the loop: that await makes a promise,
 * that of the await before is settled, and whatever else could run meanwhile makes or settles more. Times are then the
 * same, and no clock is read.
 */
let calm = -1;
/** The promise that was made last, and whether it is settled. */
let newest = null;
let newestSettled = false;
/** The promise that a call's own code has settled last. */
let settledLast = null;
/** What the next promise is a combination of; null if it is none. */
let members = null;
let combinator = 0;
/** The site of the function that is being handed to the loop; 0 for none. */
let scheduled = 0;
/** How many calls are closing a resource. */
let closings = 0;
/** Whether the next promise that comes of another is that of an `await` which `suspend` has told. */
let told = false;
/** Whether the program's module has run its last line. */
let atEnd = false;
let inCallback = false;
/** Whether that callback is a promise's reaction. */
let reaction = false;
/** The call that begins first is the body of a generator that was just asked for its first value. */
let expectsBody = false;
let body = null;
let stopHooks = null;
let off = true;

/** Whatever goes wrong in the recorder's own work ends the recording and not the program. */
function fail() {
  off = true;
  stopHooks?.();
  stopHooks = null;
}

/** Whether a promise that is settled with a value may have to wait for it. */
function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

const recorder = {
  /**
   * A call begins. `own`: whether the newest promise is the one that it returns. Where the stack is nearly full it is full here, so
   * that no function below fills it in the middle of the call's own code.
   */
  enter(definition, own) {
    const call = new Call(++ids, current);
    if (off) return call;
    reserve();
    try {
      if (ring.begin(kinds.enter)) {
        ring.id(call.id);
        ring.place(definition);
        ring.number(current === null ? 0 : current.id);
        ring.end();
      }
      if (own === 1 && newest !== null) new Hidden(newest, call);
      newest = null;
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
    if (expectsBody) {
      expectsBody = false;
      body = call;
    }
    current = call;
    return call;
  },

  /** It is about to give up control at `site`, awaiting `operand`. */
  suspend(call, site, operand, producer) {
    if (off) return operand;
    try {
      let kind = kinds.suspendSettled;
      let id = 0;
      if (typeof operand === 'object' && operand !== null) {
        if (operand !== settledLast && (operand !== newest || !newestSettled)) {
          const mark = Hidden.of(operand);
          if (mark !== null) {
            kind = kinds.suspend;
            mark.awaited = true;
            id = mark.id;
          } else if (types.isPromise(operand)) {
            kind = kinds.suspend;
            id = ++ids;
            new Hidden(operand, new Mark(id, true));
          } else kind = kinds.suspendThenable;
        }
      } else if (typeof operand === 'function') kind = kinds.suspendThenable;
      if (kind === kinds.suspend && producer !== undefined) kind = kinds.suspendProduced;
      newest = null;
      if (!call.running) goOn(call);
      if (ring.begin(kind)) {
        ring.id(call.id);
        ring.place(site);
        if (id !== 0) {
          ring.id(id);
          if (producer !== undefined) ring.id(producer.id);
        }
        ring.end();
      }
      calm = call.outermost ? touched + 2 : -1;
      if (closings > 0) told = true;
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
    giveUp(call);
    return operand;
  },

  /** It goes on, with the value of what it awaited. */
  resume(call, value) {
    if (off || call.running) return value;
    try {
      const atOnce = touched === calm;
      takeUp(call);
      if (isSmall(value)) {
        if (ring.begin(kinds.resume, 0, atOnce)) {
          ring.id(call.id);
          ring.number(codes.integer + value);
          ring.end();
        }
      } else if (ring.begin(kinds.resume, roomFor(value), atOnce)) {
        ring.id(call.id);
        writeValue(ring, value);
        ring.end();
      }
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
    return value;
  },

  /** It goes on with a value that is then taken apart as a list. */
  unpack(call, value) {
    noteUnpacked(value);
    return recorder.resume(call, value);
  },

  /** It goes on with the next step of a `for await`, or after the last. */
  proceed(call) {
    if (off || call.running) return;
    try {
      goOn(call);
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
  },

  /** It is in a catch or finally block: if it was suspended, it goes on with an exception. */
  caught(call, error) {
    try {
      reword(error);
      if (off || call.running) return;
      takeUp(call);
      writeRaised(call, error);
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
  },

  /** It returns a value. */
  give(call, value) {
    call.value = value;
    return value;
  },

  /** An exception leaves it. */
  raise(call, error) {
    recorder.caught(call, error);
    call.raised = true;
    call.error = error;
    return error;
  },

  /** It is over. */
  leave(call) {
    if (off) return;
    try {
      if (!call.running) goOn(call);
      const { raised, value } = call;
      const settles = raised || !isObject(value);
      if (ring.begin(kinds.leave, raised ? previewRoom : roomFor(value))) {
        ring.id(call.id);
        ring.number(raised ? outcomes.raised : settles ? outcomes.returned : outcomes.handedOn);
        if (raised) ring.string(errorLine(call.error));
        else writeValue(ring, value);
        ring.end();
      }
      // The reader knows that its promise is settled now.
      if (settles) call.awaited = false;
      calm = settles && call.outermost ? touched + 2 : -1;
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
    giveUp(call);
    call.value = call.error = undefined;
  },

  /** An async generator hands a value to its consumer. */
  produce(call, site, value) {
    call.produces = true;
    return recorder.suspend(call, site, value);
  },

  /** An async generator hands its consumer over to another iterable. */
  delegate(call, site, iterable) {
    call.produces = true;
    noteIterated('');
    recorder.suspend(call, site, undefined);
    return iterable;
  },

  /** The iterable of a `for await`: each step of it is a suspension. `wording`: what V8 says if it is none. */
  iterate(call, site, wording, iterable) {
    noteIterated(wording);
    if (off || (typeof iterable !== 'object' && typeof iterable !== 'function')) return iterable;
    if (iterable === null) return iterable;
    return watched(iterable, (iterator, promises) => asking(call, site, iterator, promises));
  },

  /** The resource of an `await using` is closed after this one, which is declared after it, and awaited by V8 itself. */
  closing(call, site) {
    return {
      [Symbol.dispose]() {
        if (off || call.closing !== 0) return;
        call.closing = site;
        closings++;
      },
    };
  },

  /** The resource of an `await using` has been closed before this one, which is declared before it. */
  closed(call) {
    return {
      [Symbol.dispose]() {
        endClosing(call);
        recorder.proceed(call);
      },
    };
  },

  /** The resource that the program's module opens first: closed last, it ends a module that has got to its last line. */
  whole(call) {
    return {
      [Symbol.dispose]() {
        if (atEnd) recorder.leave(call);
      },
    };
  },

  /** The program's module has run its last line, and closes its resources. */
  reachEnd() {
    atEnd = true;
  },

  /** A combinator's argument: the next promise that is made is its result. */
  combine(kind, iterable) {
    if (!off && Array.isArray(iterable) && !types.isProxy(iterable)) {
      members = iterable;
      combinator = kind;
    }
    return iterable;
  },

  /** A function is about to be handed to the loop. */
  schedule(site, callback) {
    scheduled = site;
    return callback;
  },

  /** A reaction of a promise runs. */
  begin(site) {
    if (off || current !== null || inCallback) return;
    reaction = true;
    inCallback = true;
    try {
      ring.record(kinds.begin, site);
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
  },

  end() {
    if (!reaction || off) return;
    inCallback = false;
    reaction = false;
    try {
      ring.record(kinds.end);
    } catch (error) {
      if (error instanceof TypeError) fail();
    }
  },

  /** What a file holds, sent before anything that happens in it. */
  define(definitions) {
    if (off) return;
    if (!ring.begin(kinds.define, definitions.length * 3)) return;
    ring.string(definitions, Infinity);
    ring.end();
  },
};

/** Control goes back to whatever was on the stack below. */
function giveUp(call) {
  call.running = false;
  current = call.previous;
  call.previous = null;
}

/** The loop runs a call again: nothing is on the stack below. */
function takeUp(call) {
  newest = null;
  call.running = true;
  call.outermost = !call.produces;
  call.previous = current;
  current = call;
}

function endClosing(call) {
  if (call.closing === 0) return;
  call.closing = 0;
  closings--;
}

/** A promise comes of `parent`, as where it is awaited: by the code that closes a resource, if it is not told. */
function awaitedByClosing(parent) {
  if (told) {
    told = false;
    return;
  }
  if (current === null || current.closing === 0) return;
  const call = current;
  const site = call.closing;
  endClosing(call);
  recorder.suspend(call, site, parent);
  told = false;
  // The promise of this await is made already.
  calm = -1;
}

/** It went on at a place where nothing tells with what. */
function goOn(call) {
  takeUp(call);
  if (!ring.begin(kinds.resume)) return;
  ring.id(call.id);
  ring.number(codes.none);
  ring.end();
}

function writeRaised(call, error) {
  if (!ring.begin(kinds.raised, previewRoom)) return;
  ring.id(call.id);
  ring.string(error === undefined ? '' : errorLine(error));
  ring.end();
}

/**
 * Gives what makes of a method of an iterator one for whose step `call` is suspended. `promises`: whether the steps are promises; those of
 * a synchronous iterator are awaited inside, where it cannot be seen.
 */
function asking(call, site, iterator, promises) {
  const generates = types.isGeneratorObject(iterator);
  let producer;
  return (method) =>
    (...args) => {
      expectsBody = generates && producer === undefined;
      let step;
      try {
        step = Reflect.apply(method, iterator, args);
      } finally {
        expectsBody = false;
        producer ??= body ?? undefined;
        body = null;
      }
      recorder.suspend(call, site, promises ? step : undefined, producer);
      return step;
    };
}

function madePromise(promise, parent) {
  touched++;
  // One that comes of another, as each `await` makes, is never asked for as the newest.
  if (parent !== undefined) {
    if (closings > 0) awaitedByClosing(parent);
    return;
  }
  newest = promise;
  newestSettled = false;
  if (members === null) return;
  const list = members;
  members = null;
  try {
    writeCombination(promise, list);
  } catch (error) {
    if (error instanceof TypeError) fail();
  }
}

const { hasOwn } = Object;
const { __lookupGetter__: lookUpGetter } = Object.prototype;

/** The most members that are told of a combination. */
const maxMembers = 1_000;

function writeCombination(promise, list) {
  const shown = Math.min(list.length, maxMembers);
  const found = [];
  for (let index = 0; index < shown; index++) {
    // A descriptor of each element would take four times as long.
    if (!hasOwn(list, index) || Reflect.apply(lookUpGetter, list, [index])) continue;
    const member = list[index];
    if (typeof member !== 'object' || member === null || types.isProxy(member)) continue;
    let mark = Hidden.of(member);
    if (mark === null && types.isPromise(member)) {
      mark = new Mark(++ids, true);
      new Hidden(member, mark);
    }
    if (mark === null) continue;
    mark.awaited = true;
    found.push(mark.id);
  }
  const id = ++ids;
  new Hidden(promise, new Mark(id, false));
  newest = null;
  if (!ring.begin(kinds.combine, found.length * 5)) return;
  ring.id(id);
  ring.number(combinator);
  ring.number(found.length);
  for (const member of found) ring.id(member);
  ring.end();
}

function settledPromise(promise) {
  // The promise by which the loop had taken a call up that has just given up control: only V8 knows it.
  if (++touched === calm) return;
  // Whatever gets a mark is not the newest any more.
  if (promise === newest) {
    newestSettled = true;
    if (current !== null) settledLast = promise;
    return;
  }
  if (off) return;
  if (current !== null) settledLast = promise;
  const mark = Hidden.of(promise);
  if (mark === null || !mark.awaited) return;
  try {
    if (!ring.begin(kinds.settled)) return;
    ring.id(mark.id);
    ring.number(current === null ? 0 : current.id);
    ring.end();
  } catch (error) {
    if (error instanceof TypeError) fail();
  }
}

/** Has V8 compile what the program's functions call: it does so at the first call, and takes 40 kB of the stack for it. */
function compile() {
  const call = new Call(0, null);
  recorder.suspend(call, 0, null);
  recorder.resume(call, null);
  recorder.proceed(call);
  recorder.raise(call, null);
  recorder.give(call, null);
  recorder.leave(call);
  takeUp(call);
  giveUp(call);
}

/** Puts the hooks on. `unhook` takes others off that the caller has put on. */
function start(theRing, unhook) {
  ring = theRing;
  prepareLookUp();
  compile();
  off = false;
  const stop = promiseHooks.createHook({ init: madePromise, settled: settledPromise });
  stopHooks = () => {
    stop();
    unhook();
  };
}

module.exports = {
  recorder,
  start,
  stop: fail,
  /** The newest promise's id, marked if it was not; 0 if there is none. */
  ownerOfNewest() {
    if (newest === null) return 0;
    const mark = Hidden.of(newest);
    if (mark !== null) return mark instanceof Call ? 0 : mark.id;
    const id = ++ids;
    new Hidden(newest, new Mark(id, true));
    newest = null;
    return id;
  },
  takeScheduled() {
    const site = scheduled;
    scheduled = 0;
    return site;
  },
  currentId: () => (current === null ? 0 : current.id),
  /** The loop itself is at work: nothing of the program's is on the stack. */
  reset() {
    current = null;
    inCallback = reaction = false;
  },
  beginCallback() {
    inCallback = true;
    newest = null;
  },
  endCallback() {
    inCallback = false;
    newest = null;
  },
  isOff: () => off,
};
