import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { alternativesOf, either } from '../either';
import type { Site, Value } from '../value';
import { isPending, plain, unknown } from '../value';
import { awaitedValue, isAwaitable } from './awaiting';
import type { JavaScriptParts } from './parts';

type Promised = Extract<Value, { kind: 'promise' }>;

/** What is only asked of some promises: what they are resolved with, and what their callback gives; null where it has no code here. */
interface Later {
  readonly of: () => Value;
  readonly returned?: () => Value | null;
}

/** `promise.then(callback)` and its like: waits for the same thing first. */
export function chained(
  javascript: JavaScriptParts,
  method: string,
  onto: Value,
  site: Site,
): Value {
  // Where it goes on from itself, what it begins with is told beside it.
  const after = isPending(onto) ? plain : onto;
  const callback = javascript.argument(site, 0);
  const returned = () => (callback ? given(javascript, callback, site) : null);
  const before = () => awaitedValue(javascript, after);
  if (method === 'catch') {
    const of = () => {
      const value = returned();
      return value ? either([before(), awaitedValue(javascript, value)]) : before();
    };
    return goingOn(javascript, { after, handles: 'error' }, { of });
  }
  if (!callback || (method !== 'then' && method !== 'finally'))
    return unknown(l10n.t('what {0} gives is not known', method));
  if (method === 'finally')
    return goingOn(javascript, { after, handles: 'neither' }, { of: before, returned });
  const handles = javascript.argument(site, 1) ? 'both' : 'value';
  const of = () => {
    const value = returned() ?? plain;
    return mayWait(value) ? awaitedValue(javascript, value) : value;
  };
  return goingOn(javascript, { after, handles }, { of, returned });
}

/** A promise that goes on from another: what comes after that is looked for where it is asked for, once. */
function goingOn(
  javascript: JavaScriptParts,
  known: Required<Pick<Promised, 'after' | 'handles'>>,
  { of, returned }: Later,
): Value {
  const memo = new Map<Later['of' | 'returned'], Value | null>();
  return {
    kind: 'promise',
    ...known,
    get of() {
      return javascript.once(memo, of, of) ?? plain;
    },
    // What a callback of `then` or `finally` returns is waited for too, and what is not known may be a promise.
    get then() {
      const value = returned ? javascript.once(memo, returned, returned) : null;
      return value && mayWait(value) ? value : undefined;
    },
  };
}

/** What a callback gives, or each of those that it may be; null where its code is not there. */
function given(javascript: JavaScriptParts, callback: SyntaxNode, site: Site): Value | null {
  const results = alternativesOf(javascript.evaluate(callback, site.frame)).map((one) =>
    givenBy(javascript, one),
  );
  return results.some((one) => one !== null) ? either(results.map((one) => one ?? plain)) : null;
}

function givenBy(javascript: JavaScriptParts, callback: Value): Value | null {
  switch (callback.kind) {
    case 'function': {
      const frame = javascript.frame(callback, null, null);
      return frame?.home.invoked(frame) ?? null;
    }
    case 'callable':
      return callback.returns;
    case 'unknown':
      return isPending(callback) ? null : callback;
    default:
      return null;
  }
}

function mayWait(value: Value): boolean {
  return value.kind === 'unknown' || isAwaitable(value);
}
