'use strict';

/**
 * Keeps instrumented source out of sight: positions in stack traces and the text of functions are those of the source as
 * it was written. What was inserted stands between vertical tabs on the same line, so the text itself is the map.
 */

const Module = require('node:module');
const path = require('node:path');
const { fileURLToPath } = require('node:url');
const { scopesMicrotasks, usesHooks } = require('./hooked.cjs');
const { reword } = require('./wording.cjs');

const mark = '\v';
const lineEnds = /\r\n|[\n\r\u2028\u2029]/;
/** Absolute path (and URL) of an instrumented file to its lines, instrumented and, where types were taken out, their map. */
const files = new Map();

/** Notes what runs in place of `file`. `map`: from a position in `code` to one in the instrumented source, or null. */
function note(file, instrumented, map) {
  files.set(file, { lines: instrumented.split(lineEnds), map });
}

function pathOf(fileOrUrl) {
  return fileOrUrl.startsWith('file://') ? fileURLToPath(fileOrUrl) : fileOrUrl;
}

/** One-based position in what the user wrote; null where the file runs as it is. */
function original(fileOrUrl, line, column) {
  const file = pathOf(fileOrUrl);
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

/** What V8 has write stacks: the recorder, or a function of the program's behind `mapping`. */
let writer = prepareStackTrace;

/** The place in the program's own source that is innermost on the stack; null where none is. */
function userPlace() {
  const { stackTraceLimit } = Error;
  const before = writer;
  let place = null;
  writer = (_, frames) => {
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
    writer = before;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return place;
}

/** The last frame of every synchronous stack of a program's main module; null in a worker's. */
let bottom = null;

function placeOf(frame) {
  const file = frame.getFileName();
  if (typeof file !== 'string') return null;
  return original(file, frame.getLineNumber(), frame.getColumnNumber());
}

function frameText(frame) {
  const place = mappedFrames.has(frame) ? null : placeOf(frame);
  if (place === null) return String(frame);
  return String(frame).replace(/:\d+:\d+(\)?)$/, `:${place.line}:${place.column}$1`);
}

/** The frames of a stack without the recorder's own and those that are there because of it. */
function shownFrames(frames) {
  const shown = [];
  for (const frame of frames) {
    const file = frame.getFileName();
    if (isOwn(file)) {
      if (!file.endsWith('boot.cjs')) continue;
      if (bottom !== null) shown.push(bottom);
      break;
    }
    if (isScope(frame, file)) shown.splice(-2);
    else if (!isTrampoline(frame, file)) shown.push(frame);
  }
  return shown;
}

/** Whether a frame and the two above it are those in which Node runs a microtask while hooks are on, and only those of the recorder are. */
function isScope(frame, file) {
  return (
    file === 'node:internal/process/task_queues' &&
    frame.getFunctionName()?.endsWith('runMicrotask') === true &&
    !scopesMicrotasks()
  );
}

/** Whether a frame is that by which Node has callbacks called while hooks are on, and only those of the recorder are. */
function isTrampoline(frame, file) {
  return (
    file === 'node:internal/async_hooks' &&
    frame.getFunctionName() === 'callbackTrampoline' &&
    !usesHooks()
  );
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

/** Writes a stack as Node does, which itself finds the places of a source map. */
function prepareStackTrace(error, frames) {
  reword(error);
  if (process.sourceMapsEnabled) return nodes(error, shownFrames(frames).map(mappedFrame));
  return [headOf(error), ...shownFrames(frames).map(frameText)].join('\n    at ');
}

/** Node's own function that writes stacks, which a program finds as `Error.prepareStackTrace`. */
const nodes = Error.prepareStackTrace;

/** Call sites that tell places that the user knows. */
const mappedFrames = new WeakSet();

/** A call site for the program's own `prepareStackTrace`, at the place that the user knows. V8's methods take no other receiver. */
function mappedFrame(frame) {
  const place = mappedFrames.has(frame) ? null : placeOf(frame);
  if (place === null) return frame;
  const start = () =>
    original(place.file, frame.getEnclosingLineNumber(), frame.getEnclosingColumnNumber());
  const told = {
    getLineNumber: () => place.line,
    getColumnNumber: () => place.column,
    getEnclosingLineNumber: () => start()?.line ?? frame.getEnclosingLineNumber(),
    getEnclosingColumnNumber: () => start()?.column ?? frame.getEnclosingColumnNumber(),
    toString: () => frameText(frame),
  };
  const mapped = new Proxy(frame, {
    get(target, key) {
      if (Object.hasOwn(told, key)) return told[key];
      const value = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  mappedFrames.add(mapped);
  return mapped;
}

/** Functions of the program's that write stacks, as they are given call sites that the program may see. */
const mappings = new WeakMap();

function mapping(prepare) {
  const mapped = (error, frames) => {
    reword(error);
    return Reflect.apply(prepare, Error, [error, shownFrames(frames).map(mappedFrame)]);
  };
  mappings.set(mapped, prepare);
  disguise(mapped, prepare);
  return mapped;
}

/** A line as the user wrote it, where a transpiled one runs in its place: by the recorder, or by a map that Node goes by; null elsewhere. */
function transpiledLine(fileOrUrl, line) {
  const file = pathOf(fileOrUrl);
  const entry = files.get(file);
  if (entry?.map) return withoutPieces(entry.lines[line - 1] ?? '');
  return process.sourceMapsEnabled ? mappedLine(file, line) : null;
}

/** A line of a source that the map of an instrumented file names. */
function mappedLine(source, line) {
  for (const file of files.keys()) {
    const { sources, sourcesContent } = Module.findSourceMap(file)?.payload ?? {};
    const index = sources?.findIndex((name) => pathOf(name) === source) ?? -1;
    const text = sourcesContent?.[index];
    if (typeof text === 'string') return text.split(lineEnds)[line - 1] ?? null;
  }
  return null;
}

/** Functions that stand in for others: what they do not say of themselves. */
const disguised = new WeakMap();

function disguise(shown, hidden) {
  disguised.set(shown, hidden);
}

/** Has V8 ask the recorder for stacks, also where the program has set a function of its own and taken it back. */
function replaceWriter() {
  const { stackTraceLimit } = Error;
  // Deeper than any start of Node. `Infinity` ends Node 26 where --trace-uncaught is on.
  Error.stackTraceLimit = 100;
  Error.prepareStackTrace = (_, frames) => frames.at(-1);
  bottom = new Error().stack;
  Error.stackTraceLimit = stackTraceLimit;
  Object.defineProperty(Error, 'prepareStackTrace', {
    get: () => writer,
    set(value) {
      // A class of errors inherits this setter, and gets a property of its own.
      if (this !== Error)
        Object.defineProperty(this, 'prepareStackTrace', {
          value,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      else if (typeof value !== 'function' || value === prepareStackTrace)
        writer = prepareStackTrace;
      else writer = mappings.has(value) ? value : mapping(value);
    },
    enumerable: false,
    configurable: true,
  });
}

function start() {
  replaceWriter();
  Object.defineProperty(prepareStackTrace, 'name', { value: nodes.name, configurable: true });
  disguise(prepareStackTrace, nodes);
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

module.exports = { start, note, original, userPlace, transpiledLine, disguise };
