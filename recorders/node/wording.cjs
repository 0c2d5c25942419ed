'use strict';

/**
 * V8 words some errors with the text of the code that failed (CallPrinter in its src/ast/prettyprinter.cc), and that text
 * is instrumented: `$awaitLens.resume(...) is not a function`. Here they get the words that they have without the recorder.
 */

const { types } = require('node:util');

const { defineProperty, getOwnPropertyDescriptor } = Object;

/** An `await` has no text for V8. */
const unprinted = '(intermediate value)';
const notIterable =
  '$awaitLens.iterate(...) is not a function or its return value is not async iterable';

/** What was iterated last, as V8 would print it: '' where it prints nothing; null where no error can come of it any more. */
let iterated = null;

function noteIterated(text) {
  iterated = text;
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
  if (iterated !== null) {
    const text = iterated;
    if (message === notIterable) {
      iterated = null;
      return ofIterated(text);
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

function ofIterated(text) {
  if (text === '') return 'undefined is not a function';
  return text.endsWith(')') && text !== unprinted
    ? `${text} is not a function or its return value is not async iterable`
    : `${text} is not async iterable`;
}

module.exports = { noteIterated, reword };
