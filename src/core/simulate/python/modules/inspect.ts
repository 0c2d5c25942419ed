import {
  PyAsyncGenerator,
  PyBuiltin,
  PyCoroutine,
  PyFunction,
  PyGenerator,
  PyMethod,
} from '../objects/functions';
import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { isAwaitable } from '../../asyncio/tasks';
import { makeModule } from '../operations/native';
import { functionOf, parameterClass, signature, signatureClass } from './inspect_signature';

export const inspectModule = makeModule(
  'inspect',
  {
    'isawaitable(object)': isAwaitable,
    'iscoroutine(object)': (value: Value) => value instanceof PyCoroutine,
    'iscoroutinefunction(obj)': (value: Value) => {
      if (value instanceof PyMethod && value.func instanceof PyBuiltin) return value.func.isAsync;
      return value instanceof PyBuiltin
        ? value.isAsync
        : functionOf(value)?.code.kind === 'coroutine';
    },
    'isasyncgen(object)': (value: Value) => value instanceof PyAsyncGenerator,
    'isasyncgenfunction(obj)': (value: Value) => functionOf(value)?.code.kind === 'asyncGenerator',
    'isgenerator(object)': (value: Value) =>
      value instanceof PyGenerator && !(value instanceof PyCoroutine),
    'isgeneratorfunction(obj)': (value: Value) => functionOf(value)?.code.kind === 'generator',
    'isfunction(object)': (value: Value) => value instanceof PyFunction,
    'ismethod(object)': (value: Value) => value instanceof PyMethod,
    'isclass(object)': (value: Value) => value instanceof PyClass,
    'getdoc(object)': (value: Value) => functionOf(value)?.doc ?? null,
    'getcoroutinestate(coroutine)': (value: PyCoroutine) =>
      ({
        created: 'CORO_CREATED',
        running: 'CORO_RUNNING',
        suspended: 'CORO_SUSPENDED',
        closed: 'CORO_CLOSED',
      })[value.state],
    'signature(obj, *, follow_wrapped=True)': signature,
  },
  { Parameter: parameterClass, Signature: signatureClass },
);
