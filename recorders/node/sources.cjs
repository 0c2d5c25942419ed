'use strict';

/** From a file of the program to what runs in its place. */

const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');
const { fileURLToPath } = require('node:url');
const { Script } = require('node:vm');

/** Whether this Node takes types out itself. */
const stripsTypes =
  process.features.typescript === 'strip' || process.features.typescript === 'transform';

/** Whether this Node has `using`, which is a syntax error to those before 24. */
const knowsUsing = compiles('{ using nothing = null; }');

function compiles(code) {
  try {
    return new Script(code) !== null;
  } catch {
    return false;
  }
}

class Sources {
  /**
   * `tools`: the folder of the bundles with the parser and the transpiler. `main`: the program's own file. `pieceOf`: the file of which that is a piece, by
   * which its imports and its package are looked for; null where it is whole. `define` hears what a file holds; `note` hears
   * what runs in place of it. Ids of sites begin at `firstId`.
   */
  constructor({ tools, main, pieceOf, define, note, firstId }) {
    this.tools = tools;
    this.parser = require(path.join(tools, 'node-instrument.js'));
    this.loadedTranspiler = null;
    this.main = main;
    this.pieceOf = pieceOf;
    this.define = define;
    this.note = note;
    this.nextId = firstId;
    this.projects = new Map();
  }

  /** What few programs need, and every program's heap would hold. */
  get transpiler() {
    if (this.loadedTranspiler !== null) return this.loadedTranspiler;
    const file = path.join(this.tools, 'node-transpile.js');
    this.loadedTranspiler = require(file);
    // The program may list what is loaded.
    delete require.cache[file];
    return this.loadedTranspiler;
  }

  /** Whether a file is the program's own source, and no library's. */
  static concerns(file) {
    return /\.[cm]?[jt]sx?$/.test(file) && !/[\\/]node_modules[\\/]/.test(file);
  }

  /** Whether a file is TypeScript or has JSX, whose tools find more modules than Node does. */
  static isTyped(file) {
    return /\.([cm]?tsx?|jsx)$/.test(file);
  }

  /** Where a file counts as being. */
  home(file) {
    return file === this.main && this.pieceOf !== null ? this.pieceOf : file;
  }

  project(file) {
    const home = this.home(file);
    const folder = path.dirname(home);
    let project = this.projects.get(folder);
    if (!project) this.projects.set(folder, (project = this.transpiler.projectOf(home)));
    return project;
  }

  /**
   * What runs in place of `text`. `stripped`: whether types have still to be taken out by Node. Null: it runs as it is.
   * `announced`: the source tells the recorder of itself when it runs.
   */
  prepare(file, text, module, announced = false) {
    const typed = /\.[cm]?tsx?$/.test(file);
    const foreign = (typed && !stripsTypes) || /x$/.test(file);
    if (!foreign && !typed && !this.parser.concerns(text)) return null;
    let made;
    try {
      made = this.parser.instrument(text, {
        file,
        module,
        main: file === this.main,
        firstId: this.nextId,
        using: knowsUsing,
        announced,
      });
    } catch {
      // The runtime says best what is wrong with it.
      return foreign ? { code: text, stripped: true } : null;
    }
    const { definitions, syntax, code } = made;
    // A runtime without it shows the line that it does not understand.
    if (syntax.using && !knowsUsing && !foreign) return null;
    this.nextId += definitions.functions.length + definitions.sites.length;
    this.define(JSON.stringify(definitions));
    if (!foreign && (!typed || syntax.erasable)) {
      this.note(file, code, null);
      return { code, stripped: !typed };
    }
    const { compilerOptions } = this.project(file);
    const { code: plain, map } = this.transpiler.transpile(code, {
      file,
      module,
      syntax,
      compilerOptions,
      typescript: () => typescriptOf(this.home(file)),
    });
    this.note(file, code, map);
    return { code: plain, stripped: true };
  }

  /** What an import may mean where Node finds nothing: tsconfig's paths, extensions that are left out or are the output's. */
  *candidates(specifier, parent) {
    if (!parent?.startsWith('file:') || specifier.startsWith('node:')) return;
    const from = fileURLToPath(parent);
    if (!Sources.concerns(from)) return;
    const relative = /^\.{0,2}\//.test(specifier);
    const stems = relative
      ? [path.resolve(path.dirname(this.home(from)), specifier)]
      : this.project(from).candidates(specifier);
    for (const stem of stems) {
      const source = stem.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
      for (const file of [
        stem,
        source,
        `${stem}.ts`,
        `${stem}.tsx`,
        `${stem}.js`,
        `${stem}/index.ts`,
        `${stem}/index.js`,
      ])
        if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) yield file;
    }
  }
}

function typescriptOf(file) {
  try {
    return createRequire(file)('typescript');
  } catch {
    return null;
  }
}

module.exports = { Sources, stripsTypes };
