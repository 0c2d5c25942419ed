'use strict';

/** Whether the program itself uses `async_hooks`: Node has callbacks called in another way then, which stacks show. */

/** What Node counts of hooks (`async_hook_fields` in its src/env.h); null where it is not told. */
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

module.exports = { withoutOwn, usesHooks: () => counts !== null && counts() > own };
