'use strict';

/**
 * Has Node load instrumented source where it has no hooks in the program's own thread (before 22.15): CommonJS by way of
 * `Module.prototype._compile`, ES modules by hooks in Node's loader thread, which put their definitions into the source.
 */

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { moduleKind } = require('./load.cjs');
const { recorder } = require('./calls.cjs');
const { Sources } = require('./sources.cjs');

/** Ids of what the loader thread instruments begin here. The program's thread then does the same again, for its positions. */
const elsewhere = 1_000_000;
let main = null;

function start(sources) {
  const { _compile } = Module.prototype;
  Module.prototype._compile = function (content, filename, ...rest) {
    const prepared =
      Sources.concerns(filename) && !/\.[cm]?tsx?$/.test(filename)
        ? sources.prepare(filename, content, false)
        : null;
    return Reflect.apply(_compile, this, [prepared?.code ?? content, filename, ...rest]);
  };
  if (sources.pieceOf !== null) lookBesides(sources);
  const { _extensions, _resolveFilename } = Module;
  if (Sources.isTyped(sources.main)) {
    for (const extension of ['.ts', '.tsx', '.cts', '.jsx'])
      _extensions[extension] ??= (module, filename) => {
        const { code } = sources.prepare(filename, fs.readFileSync(filename, 'utf8'), false);
        Reflect.apply(_compile, module, [code, filename]);
      };
    Module._resolveFilename = function (request, parent, ...rest) {
      try {
        return Reflect.apply(_resolveFilename, this, [request, parent, ...rest]);
      } catch {
        const from = parent?.filename;
        if (from)
          for (const file of sources.candidates(request, pathToFileURL(from).href)) return file;
      }
      // Once more, and not thrown again: Node shows the line of source that an error comes from.
      return Reflect.apply(_resolveFilename, this, [request, parent, ...rest]);
    };
  }
  Module.register(pathToFileURL(require.resolve('./hooks20.mjs')), {
    data: {
      tools: sources.tools,
      main: sources.main,
      pieceOf: sources.pieceOf,
      firstId: elsewhere,
    },
  });
  recorder.module = (file, firstId) => {
    const { nextId } = sources;
    sources.nextId = firstId;
    sources.prepare(file, fs.readFileSync(file, 'utf8'), true, true);
    sources.nextId = nextId;
  };
  main = sources;
}

/** Has a piece of a file find what it requires as if the file itself did. */
function lookBesides({ main: piece, pieceOf }) {
  const module = new Module(pieceOf);
  module.filename = pieceOf;
  module.paths = Module._nodeModulePaths(path.dirname(pieceOf));
  const { _resolveFilename } = Module;
  Module._resolveFilename = function (request, parent, ...rest) {
    const requiring = parent?.filename === piece ? module : parent;
    return Reflect.apply(_resolveFilename, this, [request, requiring, ...rest]);
  };
}

/** Runs the program's file. Node 20 knows no TypeScript, so that an ES module of it has to be asked for. */
function run(file) {
  if (Sources.isTyped(file) && fs.existsSync(file) && moduleKind(main, file))
    return import(pathToFileURL(file).href);
  return Module.runMain();
}

module.exports = { start, run };
