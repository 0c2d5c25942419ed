import {
  PyAsyncGenerator,
  PyBuiltin,
  PyCoroutine,
  PyFunction,
  PyGenerator,
  PyMethod,
  PyModule,
} from '../objects/functions';
import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { isAwaitable } from '../../asyncio/tasks';
import { findAttribute } from '../operations/attributes';
import { makeModule } from '../operations/native';
import { functionOf, parameterClass, signature, signatureClass } from './inspect_signature';

/** A docstring without the indentation that its lines share. */
function cleandoc(doc: string): string {
  const [first = '', ...rest] = doc.replaceAll('\t', '        ').split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const margin = indents.length > 0 ? Math.min(...indents) : 0;
  const lines = [first.trimStart(), ...rest.map((line) => line.slice(margin))];
  return lines.join('\n').replace(/^\n+|\n+$/g, '');
}

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
    'getdoc(object)': (value: Value) => {
      const doc = findAttribute(value, '__doc__');
      return typeof doc === 'string' ? cleandoc(doc) : null;
    },
    'cleandoc(doc)': cleandoc,
    'isbuiltin(object)': (value: Value) => value instanceof PyBuiltin,
    'ismodule(object)': (value: Value) => value instanceof PyModule,
    'getgeneratorstate(generator)': (value: PyGenerator) => `GEN_${value.state.toUpperCase()}`,
    'getasyncgenstate(agen)': (value: PyAsyncGenerator) => `AGEN_${value.state.toUpperCase()}`,
    'getcoroutinestate(coroutine)': (value: PyCoroutine) => `CORO_${value.state.toUpperCase()}`,
    'signature(obj, *, follow_wrapped=True)': signature,
  },
  { Parameter: parameterClass, Signature: signatureClass },
);
