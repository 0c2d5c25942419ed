// @ts-check
'use strict';

/**
 * Prints how many ms it takes to load dist/extension.js and to run its `activate`, in a process that has done
 * nothing else, and then to load the bundle that the first document needs. The editor is a stub that accepts everything and costs nothing, so what is measured is our own code.
 */

const Module = require('node:module');
const path = require('node:path');

/**
 * Anything that is asked of it, called on it or made of it is itself again; as a list it is empty.
 *
 * @type {object}
 */
const anything = new Proxy(function () {}, {
  get(_target, key) {
    if (key === 'then') return undefined;
    if (key === Symbol.iterator) return () => [].values();
    if (key === Symbol.toPrimitive) return () => '';
    return key === 'prototype' ? {} : anything;
  },
  apply: () => anything,
  construct: () => anything,
});

/** Bundled code copies a module's own properties, and asks the prototype of the copy for the others. */
const vscode = Object.create(anything);

const load = Reflect.get(Module, '_load');
Reflect.set(Module, '_load', (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) =>
  request === 'vscode' ? vscode : load(request, ...rest),
);

async function main() {
  const start = performance.now();
  const extension = require(path.join(__dirname, '../dist/extension.js'));
  await extension.activate(anything);
  const activated = performance.now();
  require(path.join(__dirname, '../dist/analyser.js'));
  const loaded = performance.now();
  console.log(JSON.stringify({ activation: activated - start, analyser: loaded - activated }));
  process.exit(0);
}

void main();
