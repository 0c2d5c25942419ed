import * as l10n from '@vscode/l10n';
import { assumedWaitMs } from './limits';
import { placeOfFunction } from './promises';
import type { Realm } from './realm';
import type { FunctionObject } from './values/function';
import { isCallable } from './values/convert';
import type { Value } from './values/object';
import { Unknown } from './values/unknown';

/**
 * The call of a function that is not in the source. Its result is unknown; a callback among its arguments is assumed to
 * be called once, later, as nearly all such functions do: otherwise nothing that waits for it would go on.
 */
export function assumeCallback(realm: Realm, target: Unknown, args: readonly Value[]): Unknown {
  const callback = args.findLast(isCallable);
  if (callback && !realm.quiet) {
    const label = l10n.t('The callback of {0}', target.name);
    const ms = realm.decide('duration', label, assumedWaitMs, (chosen) =>
      l10n.t('{0} is assumed to be called after {1} ms.', label, chosen),
    );
    const about = { waitsFor: 'unknown', detail: target.name } as const;
    const { context } = realm;
    const outer = context.place;
    context.place = placeOfFunction(callback) ?? outer;
    realm.loop.poll.start('poll', label, ms, about, () => {
      callback.call(undefined, callbackArguments(callback, target));
    });
    context.place = outer;
  }
  return realm.callUnknown(target);
}

interface Named {
  readonly parameterNames: readonly string[];
}

function isNamed(value: object): value is Named {
  return 'parameterNames' in value;
}

/** Unknowns named as the parameters are; an error that Node's callbacks take first did not happen. */
function callbackArguments(callback: FunctionObject, target: Unknown): Value[] {
  const names = isNamed(callback)
    ? callback.parameterNames
    : Array.from({ length: callback.arity }, (_, n) => `${target.name} ${n + 1}`);
  return names.map((name, n) =>
    n === 0 && /^e(rr(or)?)?$/i.test(name) ? null : new Unknown(name),
  );
}
