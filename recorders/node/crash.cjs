'use strict';

/**
 * What the program dies of is noted. Node shows the line of source in which it happened, without what was inserted there
 * (src/recording/node/shown.ts); where that line is one that a transpiler made, the report is written here as Node writes it,
 * with the line that the user wrote.
 */

const fs = require('node:fs');
const Module = require('node:module');
const { inspect, types } = require('node:util');
const kinds = require('./kinds.cjs');
const calls = require('./calls.cjs');
const { errorLine } = require('./preview.cjs');

function start(ring, traces) {
  const { _fatalException } = process;
  process._fatalException = function (error, fromPromise) {
    note(ring, error, fromPromise === true);
    const handled = Reflect.apply(_fatalException, this, arguments);
    if (handled) return handled;
    const frame = frameOf(error, fromPromise === true, traces);
    if (frame === null) return handled;
    const report = `${frame}\n${shown(error)}\n\nNode.js ${process.version}\n`;
    fs.writeSync(2, report);
    process.reallyExit(process.exitCode ?? 1);
    return handled;
  };
}

/** The error as Node shows it below that line: `fatalExceptionStackEnhancers` of lib/internal/errors.js. */
function shown(error) {
  const depth = Math.max(inspect.defaultOptions.depth, 5);
  return inspect(error, { customInspect: false, depth });
}

function note(ring, error, fromPromise) {
  const text = `${fromPromise ? 'Unhandled rejection' : 'Uncaught exception'}: ${errorLine(error)}`;
  if (calls.isOff() || !ring.begin(kinds.warn, 400)) return;
  ring.string(text);
  ring.end();
}

/**
 * Has `flush` run when the program ends, before its own listeners. No listener of the recorder's stands among those, as the
 * program may count them.
 */
function atExit(flush, traces) {
  const { emit } = process;
  const watched = {
    emit(event) {
      if (event === 'exit') flush();
      return Reflect.apply(emit, this, arguments);
    },
  }.emit;
  traces.disguise(watched, emit);
  Object.defineProperty(Object.getPrototypeOf(process), 'emit', {
    value: watched,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

/** The lines that Node shows above an error's stack; null where Node itself shows them right. */
function frameOf(error, fromPromise, traces) {
  if (!types.isNativeError(error) || typeof error.stack !== 'string') return null;
  const place = /^ {4}at .*?\(?((?:file:\/\/)?\/[^\n]*|[A-Za-z]:\\[^\n]*?):(\d+):(\d+)\)?$/m.exec(
    error.stack,
  );
  if (place === null || !error.stack.startsWith('    at ', error.stack.indexOf(place[0])))
    return null;
  // Node shows the place of the innermost frame only.
  if (error.stack.slice(0, place.index).includes('\n    at ')) return null;
  const [, file, line, column] = place;
  const source = traces.transpiledLine(file, Number(line));
  if (source === null) return null;
  // Of a rejection Node knows where the error was made, of an exception where it was thrown.
  const before = source.slice(0, Number(column) - 1);
  const thrown = fromPromise ? before : before.replace(/\bthrow\s+$/, '');
  const indent = thrown.replace(/[^\t]/g, ' ');
  // Before 22.15 Node leaves a second line empty below that of a mapped source.
  const gap = process.sourceMapsEnabled && Module.registerHooks === undefined ? '\n' : '';
  return `${file}:${line}\n${source}\n${indent}^\n${gap}`;
}

module.exports = { start, atExit };
