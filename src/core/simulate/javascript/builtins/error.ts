import type { Realm } from '../realm';
import { toText } from '../values/convert';
import { ErrorObject, errorText } from '../values/error';
import type { FunctionObject, NativeConstructor } from '../values/function';
import { toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';

/** Error and its subclasses (ECMA-262 20.5). */
export function installErrors(realm: Realm): void {
  const constructorOf =
    (name: string, messageAt: number): NativeConstructor =>
    (args, newTarget) => {
      const error = new ErrorObject(realm.prototypeFor(newTarget, name));
      const message = args[messageAt];
      const options = args[messageAt + 1];
      error.capture(realm.frames());
      if (message !== undefined) error.hide('message', toText(message));
      if (options instanceof JSObject && options.has('cause'))
        error.hide('cause', options.get('cause'));
      if (messageAt === 1) error.hide('errors', realm.array(toList(realm, args[0])));
      return error;
    };
  const declare = (name: string, parent: FunctionObject | null, messageAt = 0): FunctionObject => {
    const construct = constructorOf(name, messageAt);
    const constructor: FunctionObject = realm.class(name, {
      arity: messageAt + 1,
      construct,
      call: (_self: Value, args: Value[]) => construct(args, constructor),
      ...(parent ? { parent } : {}),
    });
    const prototype = realm.prototype(name);
    prototype.hide('name', name);
    prototype.hide('message', '');
    return constructor;
  };
  const error = declare('Error', null);
  realm.methods(realm.prototype('Error'), {
    toString: (self: Value) => (self instanceof JSObject ? errorText(self) : 'Error'),
  });
  realm.methods(error, {
    captureStackTrace: (_self, [target]) => {
      if (target instanceof JSObject)
        target.hide('stack', [toText(target.get('name')), ...realm.frames()].join('\n'));
      return undefined;
    },
    isError: (_self, [value]) => value instanceof ErrorObject,
  });
  error.hide('stackTraceLimit', 10);
  for (const name of [
    'TypeError',
    'RangeError',
    'ReferenceError',
    'SyntaxError',
    'EvalError',
    'URIError',
  ])
    declare(name, error);
  declare('AggregateError', error, 1);
  declareSuppressedError(realm, error);
}

/** SuppressedError (the Explicit Resource Management proposal): an error, and the one that it keeps from going on. */
function declareSuppressedError(realm: Realm, parent: FunctionObject): void {
  const construct: NativeConstructor = ([error, suppressed, message], newTarget) => {
    const made = new ErrorObject(realm.prototypeFor(newTarget, 'SuppressedError'));
    made.capture(realm.frames());
    if (message !== undefined) made.hide('message', toText(message));
    return made.hide('error', error).hide('suppressed', suppressed);
  };
  const constructor: FunctionObject = realm.class('SuppressedError', {
    arity: 3,
    parent,
    construct,
    call: (_self, args) => construct(args, constructor),
  });
  realm.prototype('SuppressedError').hide('name', 'SuppressedError').hide('message', '');
}
