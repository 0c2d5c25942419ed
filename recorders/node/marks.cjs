'use strict';

/** What the recorder knows of a promise, hidden in it: the call that returns it, or a mark. */

/** A running instance of an async function. */
class Call {
  constructor(id, previous) {
    this.id = id;
    /** What ran when this began to run, and runs on when this gives up control. */
    this.previous = previous;
    this.running = true;
    /** Whether the loop itself has taken it up, so that nothing of the program's is below it on the stack. */
    this.outermost = false;
    /** Whether it is a generator that has handed out values: its consumer takes it up, at any place. */
    this.produces = false;
    /** The site of the `await using` whose resource is being closed, until that is awaited; 0 for none. */
    this.closing = 0;
    /** Whether somebody awaits its promise. */
    this.awaited = false;
    this.value = undefined;
    this.error = undefined;
    this.raised = false;
  }
}

/** A promise that somebody awaits, or a combinator made. Ids count together with those of calls. */
class Mark {
  constructor(id, awaited) {
    this.id = id;
    this.awaited = awaited;
  }
}

/** Hides a mark in an object: a private field is many times faster than a WeakMap and no program can see it. */
class Hidden extends function (object) {
  return object;
} {
  #mark;
  constructor(object, mark) {
    super(object);
    this.#mark = mark;
  }
  static of(object) {
    return #mark in object ? object.#mark : null;
  }
}

/**
 * Has V8 meet objects of many shapes. Where it knows a few, it asks its run time whether a private field is absent, which takes
 * two to three times as long as the look-up that it uses for any shape.
 */
function prepareLookUp() {
  const shapes = Array.from({ length: 8 }, (_, index) => ({ [`shape${index}`]: index }));
  for (let round = 0; round < 50; round++) for (const shape of shapes) Hidden.of(shape);
}

module.exports = { Call, Mark, Hidden, prepareLookUp };
