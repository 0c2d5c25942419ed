import type { Site, Steps } from './compile/code';
import { pause } from './compile/code';
import type { Realm } from './realm';
import { symbolAsyncDispose, symbolDispose } from './realm';
import { getProperty } from './values/access';
import { isCallable } from './values/convert';
import type { Value } from './values/object';
import { JSObject } from './values/object';
import { Thrown, typeError } from './values/throw';
import { Unknown } from './values/unknown';

/** Something to be disposed of when a block is left or a stack is disposed of. */
export interface Resource {
  /** Calls its method; null where `await using` has nothing to dispose of, which still takes a turn. */
  readonly dispose: (() => Value) | null;
  readonly async: boolean;
  readonly site: Site;
}

/** CreateDisposableResource of the Explicit Resource Management proposal; null where there is nothing to do. */
export function resourceOf(
  realm: Realm,
  value: Value,
  async: boolean,
  site: Site,
): Resource | null {
  if (value === null || value === undefined) return async ? { dispose: null, async, site } : null;
  if (value instanceof Unknown) {
    const result = new Unknown(`${value.name}[Symbol.asyncDispose]()`);
    return { dispose: async ? () => result : () => undefined, async, site };
  }
  if (!(value instanceof JSObject))
    throw typeError('An object is expected with `using` declarations');
  const asyncMethod = async ? getProperty(realm, value, symbolAsyncDispose) : undefined;
  const method = asyncMethod ?? getProperty(realm, value, symbolDispose);
  if (!isCallable(method)) {
    throw typeError(
      asyncMethod === undefined || asyncMethod === null
        ? 'Symbol(Symbol.dispose) is not a function'
        : 'Symbol(Symbol.asyncDispose) is not a function',
    );
  }
  // A sync method's own promise, if it gives one, is not awaited.
  const drops = async && (asyncMethod === undefined || asyncMethod === null);
  const dispose = (): Value => {
    const result = method.call(value, []);
    return drops ? undefined : result;
  };
  return { dispose, async, site };
}

/** DisposeResources: last first, and every one, whatever fails; gives what is to be thrown in the end. */
export function* disposeResources(
  realm: Realm,
  resources: Resource[],
  failure: Thrown | null,
): Steps<Thrown | null> {
  let current = failure;
  let owesTurn: Site | null = null;
  let hasAwaited = false;
  for (const { dispose, async, site } of resources.reverse()) {
    if (!dispose) {
      owesTurn = site;
      continue;
    }
    if (!async && owesTurn && !hasAwaited) {
      yield* pause('await', undefined, owesTurn);
      owesTurn = null;
    }
    try {
      const result = dispose();
      if (async) {
        hasAwaited = true;
        yield* pause('await', result, site);
      }
    } catch (error) {
      current = suppressing(realm, realm.caught(error), current);
    }
  }
  if (owesTurn && !hasAwaited) yield* pause('await', undefined, owesTurn);
  return current;
}

function suppressing(realm: Realm, error: Value, earlier: Thrown | null): Thrown {
  if (!earlier) return new Thrown(error);
  const both = realm.error('Error', 'An error was suppressed during disposal');
  both.proto = realm.prototype('SuppressedError', realm.prototype('Error'));
  realm.setStack(both, 'SuppressedError: An error was suppressed during disposal');
  both.hide('error', error).hide('suppressed', earlier.value);
  return new Thrown(both);
}
