import type { Place } from '../ast';
import type { Value } from '../values/object';
import { Property } from '../values/object';
import { referenceError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import type { Code, Scope } from './code';
import { plain, uninitialized } from './code';
import type { Compiler } from './context';
import { scopeAt } from './context';
import { isLexical } from './scope';

/** Globals of other hosts than Node: their values cannot be known, but using them is no mistake. */
const foreignGlobals = new Set(
  'window document self navigator location history localStorage sessionStorage alert confirm prompt requestAnimationFrame cancelAnimationFrame XMLHttpRequest HTMLElement Element Node Image FileReader indexedDB caches Deno Bun describe it test expect jest vi beforeEach afterEach beforeAll afterAll suite setup teardown chrome browser importScripts postMessage'.split(
    ' ',
  ),
);

/** Globals of Node that the walkthrough does not follow. */
const unfollowedGlobals = new Set(
  'URL URLSearchParams URLPattern crypto Crypto Headers Request FormData Blob File WebSocket EventSource BroadcastChannel Worker WebAssembly Float16Array CompressionStream DecompressionStream PerformanceObserver eval unescape'.split(
    ' ',
  ),
);

function beforeInitialisation(name: string): never {
  if (name === 'this') {
    throw referenceError(
      "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    );
  }
  throw referenceError(`Cannot access '${name}' before initialization`);
}

/** Reads a variable: from the slot that was decided when compiling, or a global. */
export function compileRead(
  compiler: Compiler,
  { name, place }: { readonly name: string; readonly place: Place | null },
): Code {
  const resolved = compiler.scope.resolve(name);
  if (!resolved)
    return name === 'undefined' ? plain(() => undefined) : compileGlobalRead(compiler, name, place);
  const { hops } = resolved;
  const { index } = resolved.binding;
  if (!isLexical(resolved.binding) && name !== 'this') {
    if (hops === 0) return plain((scope) => scope.slots[index]);
    if (hops === 1) return plain((scope) => scope.parent?.slots[index]);
    return plain((scope) => scopeAt(scope, hops).slots[index]);
  }
  return plain((scope) => {
    const value = (hops === 0 ? scope : scopeAt(scope, hops)).slots[index];
    return value === uninitialized ? beforeInitialisation(name) : value;
  });
}

function compileGlobalRead(compiler: Compiler, name: string, place: Place | null): Code {
  const { realm } = compiler;
  return plain(() => {
    const { global } = realm;
    if (global.has(name)) return global.get(name);
    if (unfollowedGlobals.has(name)) {
      if (place) realm.context.place = place;
      return realm.unsupported(name);
    }
    if (realm.lenient || foreignGlobals.has(name)) return new Unknown(name);
    if (place) realm.context.place = place;
    throw referenceError(`${name} is not defined`);
  });
}

export function compileTypeofName(compiler: Compiler, name: string): Code | null {
  if (compiler.scope.resolve(name)) return null;
  const { realm } = compiler;
  return plain(() =>
    realm.global.has(name) ? realm.global.get(name) : realm.lenient ? new Unknown(name) : undefined,
  );
}

/** Writes a variable; `declaring` is its initialisation. */
export function compileWrite(
  compiler: Compiler,
  name: string,
  declaring: boolean,
): (scope: Scope, value: Value) => void {
  const resolved = compiler.scope.resolve(name);
  if (!resolved) return compileGlobalWrite(compiler, name);
  const { hops, binding } = resolved;
  const { index, kind } = binding;
  if (declaring || kind === 'var' || kind === 'parameter' || kind === 'function') {
    if (hops === 0) {
      return (scope, value) => {
        scope.slots[index] = value;
      };
    }
    return (scope, value) => {
      scopeAt(scope, hops).slots[index] = value;
    };
  }
  const { strict } = compiler;
  return (scope, value) => {
    const { slots } = scopeAt(scope, hops);
    if (slots[index] === uninitialized) beforeInitialisation(name);
    if (kind === 'const' || kind === 'using') throw typeError('Assignment to constant variable.');
    if (kind === 'selfName') {
      if (strict) throw typeError('Assignment to constant variable.');
      return;
    }
    slots[index] = value;
  };
}

function compileGlobalWrite(
  compiler: Compiler,
  name: string,
): (scope: Scope, value: Value) => void {
  const { realm, strict } = compiler;
  return (_scope, value) => {
    if (strict && !realm.lenient && !realm.global.has(name))
      throw referenceError(`${name} is not defined`);
    if (!realm.global.set(name, value)) realm.global.define(name, new Property(value));
  };
}
