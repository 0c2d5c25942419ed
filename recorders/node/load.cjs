'use strict';

/** Has Node load instrumented source, through hooks in the program's own thread (Node 22.15 and later). */

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { Sources } = require('./sources.cjs');

function start(sources) {
  const { main, pieceOf } = sources;
  const piece = pieceOf === null ? null : pathToFileURL(main).href;
  // A program without types finds its modules as Node does; a hook would show in the stack of "Cannot find module".
  const resolver = {
    resolve(specifier, context, next) {
      const nextResolve =
        piece !== null && context.parentURL === piece ? besides(pieceOf, next) : next;
      try {
        return nextResolve(specifier, context);
      } catch {
        for (const file of sources.candidates(specifier, context.parentURL))
          return { url: pathToFileURL(file).href, shortCircuit: true };
      }
      // Once more, and not thrown again: Node shows the line of source that an error comes from.
      return nextResolve(specifier, context);
    },
  };
  Module.registerHooks({
    ...(Sources.isTyped(main) || piece !== null ? resolver : {}),
    load(url, context, nextLoad) {
      if (!url.startsWith('file:')) return nextLoad(url, context);
      const file = fileURLToPath(url);
      if (!Sources.concerns(file)) return nextLoad(url, context);
      if (/x$/.test(file)) {
        const module = moduleKind(sources, file);
        const { code } = sources.prepare(file, fs.readFileSync(file, 'utf8'), module);
        return { format: module ? 'module' : 'commonjs', source: code, shortCircuit: true };
      }
      if (/ts$/.test(file)) return loadTyped(sources, file, () => nextLoad(url, context));
      const loaded = nextLoad(url, context);
      const { format } = loaded;
      const text =
        loaded.source === null || loaded.source === undefined
          ? fs.readFileSync(file, 'utf8')
          : String(loaded.source);
      // Without `type` in its package Node finds out by compiling what a file is, and will find the same out again.
      const module = /^(module|commonjs)/.test(format ?? '')
        ? format.startsWith('module')
        : sources.parser.isModule(text, file);
      const prepared = sources.prepare(file, text, module);
      if (prepared === null) return loaded;
      if (format === undefined) return { ...loaded, source: prepared.code };
      return { ...loaded, format: module ? 'module' : 'commonjs', source: prepared.code };
    },
  });
}

/** Finds what a piece of a file imports as if the file itself did. */
function besides(file, nextResolve) {
  return (specifier, context) => {
    if (!context.conditions.includes('require'))
      return nextResolve(specifier, { ...context, parentURL: pathToFileURL(file).href });
    // Node asks who requires a module of the module itself, and not of the context.
    const found = Module.createRequire(file).resolve(specifier);
    return path.isAbsolute(found)
      ? { url: pathToFileURL(found).href, shortCircuit: true }
      : nextResolve(specifier, context);
  };
}

/** TypeScript: Node loads it itself where it can take its types out, and is not even asked to look at it elsewhere. */
function loadTyped(sources, file, load) {
  const module = moduleKind(sources, file);
  const prepared = sources.prepare(file, fs.readFileSync(file, 'utf8'), module);
  if (prepared?.stripped)
    return {
      format: module ? 'module' : 'commonjs',
      source: prepared.code,
      shortCircuit: true,
    };
  const loaded = load();
  return prepared === null ? loaded : { ...loaded, source: prepared.code };
}

/** Whether a file that Node itself does not know is an ES module: by its package, else by what it holds. */
function moduleKind(sources, file) {
  if (/\.m[jt]sx?$/.test(file)) return true;
  if (/\.c[jt]sx?$/.test(file)) return false;
  for (let folder = path.dirname(sources.home(file)); ; folder = path.dirname(folder)) {
    try {
      const { type } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
      if (type === 'module' || type === 'commonjs') return type === 'module';
      break;
    } catch {
      if (path.dirname(folder) === folder) break;
    }
  }
  return sources.parser.isModule(fs.readFileSync(file, 'utf8'), file);
}

module.exports = { start, moduleKind };
