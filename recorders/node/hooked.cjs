'use strict';

/**
 * Whether the program itself uses `async_hooks`, or runs in a context of `AsyncLocalStorage`: Node has callbacks called in another way
 * then, which stacks show.
 */

const { AsyncResource } = require('node:async_hooks');

/** The kind of the recorder's own resources. */
const ownType = 'AwaitLens';
/** Whether this Node hands a microtask to V8 as it is where there are neither hooks nor a context (since 24). */
const sparesMicrotasks = String(globalThis.queueMicrotask).includes('enabledHooksExist()');
/** What Node counts of hooks (`async_hook_fields` in its src/env.h); null where it is not told (since 24). */
const counts = countsOfHooks();
/** What the recorder's own hook adds to them. */
let own = 0;

function countsOfHooks() {
  const silent = Object.getOwnPropertyDescriptor(process, 'noDeprecation');
  // With --pending-deprecation Node would warn of the look.
  process.noDeprecation = true;
  try {
    const { async_hook_fields: fields, constants } = process.binding('async_wrap');
    const { kBefore, kAfter, kUsesExecutionAsyncResource } = constants;
    return () => fields[kBefore] + fields[kAfter] + fields[kUsesExecutionAsyncResource];
  } catch {
    return null;
  } finally {
    if (silent === undefined) delete process.noDeprecation;
    else Object.defineProperty(process, 'noDeprecation', silent);
  }
}

/** Runs what puts the recorder's own hook on. */
function withoutOwn(enable) {
  const before = counts?.() ?? 0;
  enable();
  own += (counts?.() ?? 0) - before;
}

function usesHooks() {
  return counts !== null && counts() > own;
}

/** Whether Node would have a microtask of `queueMicrotask` run in the scope of a resource without the recorder too. */
function scopesMicrotasks() {
  if (!sparesMicrotasks || usesHooks()) return true;
  // What it keeps of a context is an object behind a symbol; nobody but the recorder hears of it.
  const resource = new AsyncResource(ownType, { requireManualDestroy: true });
  return Object.getOwnPropertySymbols(resource).some((key) => typeof resource[key] === 'object');
}

module.exports = { ownType, scopesMicrotasks, usesHooks, withoutOwn };
