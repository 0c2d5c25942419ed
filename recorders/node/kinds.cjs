'use strict';

/**
 * The kinds of record on the wire. src/recording/node/records.ts has the same list, thread.ts there what follows each; a
 * test compares them.
 */
module.exports = {
  hello: 1,
  define: 2,
  enter: 3,
  suspend: 4,
  resume: 5,
  raised: 6,
  leave: 7,
  settled: 8,
  combine: 9,
  open: 10,
  before: 11,
  after: 12,
  close: 13,
  turn: 14,
  output: 15,
  begin: 16,
  end: 17,
  warn: 18,
  gap: 19,
  cap: 20,
  type: 21,
  sleep: 22,
  unrecorded: 23,
  suspendSettled: 24,
  suspendThenable: 25,
  suspendProduced: 26,
  torn: 27,
};
