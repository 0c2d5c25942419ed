'use strict';

/**
 * V8 words some errors with the text of the code that failed (CallPrinter in its src/ast/prettyprinter.cc), and that text
 * is instrumented: `$awaitLens.resume(...) is not a function`. Here they get the words that they have without the recorder.
 */

const { types } = require('node:util');

const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

/** An `await` has no text for V8. */
const unprinted = '(intermediate value)';
const notIterable =
  '$awaitLens.iterate(...) is not a function or its return value is not async iterable';

/** The message of the error where what was iterated last cannot be; null where no error can come of it any more. */
let iterated = null;

/** `wording`: what V8 would say if what is iterated now could not be. */
function noteIterated(wording) {
  iterated = wording;
}

/** Whether the next error is that what is awaited cannot be taken apart as a list. */
let unpackedNone = false;
/** What V8 says of a call whose result cannot be, as it does not find the call in the source. */
const notUnpacked = / is not iterable \(cannot read property Symbol\(Symbol\.iterator\)\)$/;

function noteUnpacked(value) {
  unpackedNone = !Array.isArray(value) && !mayBeIterated(value);
}

/** Whether a value may say how it is iterated, so far as that can be known without asking it. */
function mayBeIterated(value) {
  if (value === null || value === undefined) return false;
  for (let link = Object(value); link !== null; link = getPrototypeOf(link)) {
    if (types.isProxy(link)) return true;
    const property = getOwnPropertyDescriptor(link, Symbol.iterator);
    if (property) return property.get !== undefined || typeof property.value === 'function';
  }
  return false;
}

/** Gives an error of V8's the message that it has without the recorder. No code of the program's runs. */
function reword(error) {
  if (!types.isNativeError(error)) return;
  const property = getOwnPropertyDescriptor(error, 'message');
  const message = property?.value;
  if (typeof message !== 'string') return;
  const value = reworded(message);
  if (value !== message) defineProperty(error, 'message', { ...property, value });
}

function reworded(message) {
  if (unpackedNone) {
    unpackedNone = false;
    if (notUnpacked.test(message)) return `${unprinted} is not iterable`;
  }
  if (iterated !== null) {
    const wording = iterated;
    if (message === notIterable) {
      iterated = null;
      return wording;
    }
    if (message.startsWith('yield* ')) {
      iterated = null;
      // V8 prints each argument of the call that was inserted, of which two are the recorder's own.
      return message.replace(`yield* ${unprinted}${unprinted}${unprinted}`, `yield* ${unprinted}`);
    }
  }
  if (!message.includes('$a')) return message;
  return message
    .replace("of '$alError' as", "of '.catch' as")
    .replaceAll('$awaitLens.resume(...)', unprinted)
    .replace('$awaitLens.resume is not a function or its return value', unprinted);
}

module.exports = { noteIterated, noteUnpacked, reword };
