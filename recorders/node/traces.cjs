'use strict';

/**
 * Keeps instrumented source out of sight: positions in stack traces and the text of functions are those of the source as
 * it was written. What was inserted stands between vertical tabs on the same line, so the text itself is the map.
 */

const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { reword } = require('./wording.cjs');

const mark = '\v';
/** Absolute path (and URL) of an instrumented file to its lines, instrumented and, where types were taken out, their map. */
const files = new Map();

/** Notes what runs in place of `file`. `map`: from a position in `code` to one in the instrumented source, or null. */
function note(file, instrumented, map) {
  files.set(file, { lines: instrumented.split(/\r\n|[\n\r\u2028\u2029]/), map });
}

/** One-based position in what the user wrote; null where the file runs as it is. */
function original(fileOrUrl, line, column) {
  const file = fileOrUrl.startsWith('file://') ? fileURLToPath(fileOrUrl) : fileOrUrl;
  const entry = files.get(file);
  if (!entry) return null;
  const at = entry.map ? entry.map(line, column) : { line, column };
  return { file, line: at.line, column: columnOf(entry.lines[at.line - 1] ?? '', at.column) };
}

/** A column of a line in which pieces were inserted, without them. Inside a piece: where the piece stands. */
function columnOf(line, column) {
  let taken = 0;
  let from = line.indexOf(mark);
  while (from !== -1 && from < column - 1) {
    const to = line.indexOf(mark, from + 1);
    if (to === -1) break;
    if (to >= column - 1) {
      taken += column - 1 - from;
      break;
    }
    taken += to + 1 - from;
    from = line.indexOf(mark, to + 1);
  }
  return column - taken;
}

/** A line, or the text of a function, as the user wrote it. A function may end inside of a piece. */
function withoutPieces(text) {
  return text.includes(mark) ? text.replace(/\v[^\v\n\r]*(?:\v|$)/g, '') : text;
}

function isOwn(file) {
  return file !== null && file !== undefined && file.startsWith(__dirname + path.sep);
}

/** The place in the program's own source that is innermost on the stack; null where none is. */
function userPlace() {
  const { stackTraceLimit, prepareStackTrace } = Error;
  let place = null;
  Error.prepareStackTrace = (_, frames) => {
    for (const frame of frames) {
      const file = frame.getFileName();
      if (file === null || file === undefined || file.startsWith('node:') || isOwn(file)) continue;
      place =
        original(file, frame.getLineNumber(), frame.getColumnNumber()) ??
        (file.includes('node_modules')
          ? null
          : { file, line: frame.getLineNumber(), column: frame.getColumnNumber() });
      if (place !== null) break;
    }
    return '';
  };
  try {
    Error.stackTraceLimit = 30;
    // Reading the stack has V8 call the function above.
    void new Error().stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return place;
}

/** The last frame of every synchronous stack of a program's main module, as this Node words it. */
let bottom = '';

function frameText(frame) {
  const text = String(frame);
  const file = frame.getFileName();
  if (typeof file !== 'string') return text;
  const place = original(file, frame.getLineNumber(), frame.getColumnNumber());
  if (place === null) return text;
  return text.replace(/:\d+:\d+(\)?)$/, `:${place.line}:${place.column}$1`);
}

/** By which Node knows the errors that it makes itself (`kIsNodeError` in its lib/internal/errors.js). */
const nodeError = symbolOf(() => Buffer.alloc(''), 'kIsNodeError');

function symbolOf(failing, description) {
  try {
    failing();
  } catch (error) {
    for (let link = error; link !== null; link = Object.getPrototypeOf(link))
      for (const symbol of Object.getOwnPropertySymbols(link))
        if (symbol.description === description) return symbol;
  }
  return Symbol(description);
}

/** The first line of a stack, as `prepareStackTraceCallback` of Node's lib/internal/errors.js has it. */
function headOf(error) {
  try {
    if (nodeError in error) return `${error.name} [${error.code}]: ${error.message}`;
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

/** Writes a stack as Node does, without the recorder's own frames and those that only started it. */
function prepareStackTrace(error, frames) {
  reword(error);
  const lines = [headOf(error)];
  for (const frame of frames) {
    const file = frame.getFileName();
    if (isOwn(file)) {
      if (!file.endsWith('boot.cjs')) continue;
      if (bottom !== '') lines.push(bottom);
      break;
    }
    lines.push(frameText(frame));
  }
  return lines.join('\n    at ');
}

/** A line as the user wrote it, where an instrumented one runs in its place; null elsewhere. */
function lineOf(fileOrUrl, line) {
  const entry = files.get(fileOrUrl.startsWith('file://') ? fileURLToPath(fileOrUrl) : fileOrUrl);
  const text = entry?.lines[line - 1];
  return text?.includes(mark) ? withoutPieces(text) : null;
}

/** Functions that stand in for others: what they do not say of themselves. */
const disguised = new WeakMap();

function disguise(shown, hidden) {
  disguised.set(shown, hidden);
}

function start() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Infinity;
  Error.prepareStackTrace = (_, frames) => String(frames.at(-1));
  bottom = new Error().stack;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(Error, 'prepareStackTrace', { enumerable: false });

  const { toString } = Function.prototype;
  const shown = {
    toString() {
      return withoutPieces(Reflect.apply(toString, disguised.get(this) ?? this, []));
    },
  }.toString;
  disguise(shown, toString);
  Object.defineProperty(Function.prototype, 'toString', {
    value: shown,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

module.exports = { start, note, original, userPlace, lineOf, disguise };
