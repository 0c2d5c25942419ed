import type { PyException } from '../python/objects/exceptions';
import {
  baseException,
  exceptionBase,
  exceptionClass,
  makeException,
} from '../python/objects/exceptions';
import { PyClass } from '../python/objects/object';
import type { Value } from '../python/objects/object';

/* Lib/asyncio/exceptions.py and the exceptions of Lib/asyncio/queues.py. */

function define(name: string, base: PyClass, module = 'asyncio.exceptions'): PyClass {
  const cls = new PyClass(name, [base]);
  cls.module = module;
  return cls;
}

export const cancelledErrorClass = define('CancelledError', baseException);
export const invalidStateErrorClass = define('InvalidStateError', exceptionBase);
export const incompleteReadErrorClass = define('IncompleteReadError', exceptionClass('EOFError'));
export const limitOverrunErrorClass = define('LimitOverrunError', exceptionBase);
export const brokenBarrierErrorClass = define('BrokenBarrierError', exceptionClass('RuntimeError'));
export const queueEmptyClass = define('QueueEmpty', exceptionBase, 'asyncio.queues');
export const queueFullClass = define('QueueFull', exceptionBase, 'asyncio.queues');
export const queueShutDownClass = define('QueueShutDown', exceptionBase, 'asyncio.queues');

export function cancelledError(message: Value): PyException {
  return message === null
    ? makeException(cancelledErrorClass)
    : makeException(cancelledErrorClass, message);
}

export function isCancelled(exception: PyException): boolean {
  return exception.cls.isSubclassOf(cancelledErrorClass);
}

/** Whether the loop lets it through instead of keeping it in the task: `except (KeyboardInterrupt, SystemExit)`. */
export function isExit({ cls }: PyException): boolean {
  return (
    cls.isSubclassOf(exceptionClass('SystemExit')) ||
    cls.isSubclassOf(exceptionClass('KeyboardInterrupt'))
  );
}
