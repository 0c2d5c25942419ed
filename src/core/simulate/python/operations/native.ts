import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import {
  Namespace,
  PyBuiltin,
  PyClassMethod,
  PyGetSet,
  PyModule,
  PyStaticMethod,
} from '../objects/functions';
import type { Native } from '../objects/functions';
import { Float, PyClass, objectClass } from '../objects/object';
import type { Kwargs, PyObject, Value } from '../objects/object';

interface NativeParameter {
  readonly name: string;
  readonly kind: 'positional' | 'ordinary' | 'star' | 'keyword' | 'doubleStar';
  readonly optional: boolean;
  /** Undefined where the default is `...`: the implementation sees that nothing was given. */
  readonly fallback: Value | undefined;
}

/** Functions of the library by their signature as the documentation writes it: `sorted(iterable, /, *, key=None)`. */
export type Natives = Readonly<Record<string, Native>>;

/**
 * A function of the library. The signature's name, parameters and defaults are Python's; a default of `...`
 * stands for one that the implementation must see as omitted. `async ` before it makes a coroutine function,
 * whose implementation is a JavaScript generator.
 */
export function native(signature: string, run: Native): PyBuiltin {
  const isAsync = signature.startsWith('async ');
  const open = signature.indexOf('(');
  const name = signature.slice(isAsync ? 6 : 0, open);
  let parameters: readonly NativeParameter[] | null = null;
  return new PyBuiltin(
    name,
    isAsync,
    (args, kwargs) => {
      parameters ??= parseParameters(signature.slice(open + 1, signature.lastIndexOf(')')));
      return bind(name, parameters, args, kwargs);
    },
    run,
  );
}

function parseParameters(text: string): NativeParameter[] {
  const parameters: NativeParameter[] = [];
  let keywordOnly = false;
  for (const part of splitParameters(text)) {
    if (part === '/') {
      for (const [index, parameter] of parameters.entries()) {
        parameters[index] = { ...parameter, kind: 'positional' };
      }
    } else if (part === '*') {
      keywordOnly = true;
    } else if (part.startsWith('**')) {
      parameters.push({ name: part.slice(2), kind: 'doubleStar', optional: true, fallback: null });
    } else if (part.startsWith('*')) {
      keywordOnly = true;
      parameters.push({ name: part.slice(1), kind: 'star', optional: true, fallback: null });
    } else {
      const [name = '', fallback] = part.split('=', 2);
      parameters.push({
        name,
        kind: keywordOnly ? 'keyword' : 'ordinary',
        optional: fallback !== undefined,
        fallback: fallback === undefined ? undefined : literal(part.slice(name.length + 1)),
      });
    }
  }
  return parameters;
}

/** The parts between the commas that stand outside quotes. */
function splitParameters(text: string): string[] {
  return (text.match(/(?:'[^']*'|[^,'])+/g) ?? []).map((part) => part.trim());
}

function literal(text: string): Value | undefined {
  switch (text) {
    case '...':
      return undefined;
    case 'None':
      return null;
    case 'True':
      return true;
    case 'False':
      return false;
    case '()':
      return new PyTuple([]);
    default:
      if (text.startsWith("'")) return text.slice(1, -1).replaceAll('\\n', '\n');
      return text.includes('.') ? new Float(Number(text)) : Number(text);
  }
}

function bind(
  name: string,
  parameters: readonly NativeParameter[],
  args: readonly Value[],
  kwargs: Kwargs | null,
): (Value | undefined)[] {
  const bound: (Value | undefined)[] = [];
  let used = 0;
  let keywords = 0;
  for (const parameter of parameters) {
    switch (parameter.kind) {
      case 'star':
        bound.push(new PyTuple(args.slice(used)));
        used = args.length;
        break;
      case 'doubleStar': {
        const rest = new PyDict();
        for (const [key, value] of kwargs ?? []) {
          if (parameters.some((other) => other.name === key && takesKeyword(other))) continue;
          rest.set(key, key, value);
          keywords++;
        }
        bound.push(rest);
        break;
      }
      default: {
        let value: Value | undefined;
        if (parameter.kind !== 'keyword' && used < args.length) value = args[used++];
        const given = parameter.kind === 'positional' ? undefined : kwargs?.get(parameter.name);
        if (given !== undefined) {
          keywords++;
          value = given;
        }
        if (value === undefined && !parameter.optional) missing(name, parameter, parameters);
        bound.push(value === undefined ? parameter.fallback : value);
      }
    }
  }
  if (used < args.length) tooMany(name, parameters, args.length);
  if (kwargs && keywords < kwargs.size) unexpected(name, parameters, kwargs);
  return bound;
}

function takesKeyword({ kind }: NativeParameter): boolean {
  return kind === 'ordinary' || kind === 'keyword';
}

function missing(
  name: string,
  parameter: NativeParameter,
  parameters: readonly NativeParameter[],
): never {
  const position = parameters.indexOf(parameter) + 1;
  raise('TypeError', `${name}() missing required argument '${parameter.name}' (pos ${position})`);
}

function tooMany(name: string, parameters: readonly NativeParameter[], given: number): never {
  const most = parameters.filter(({ kind }) => kind !== 'keyword' && kind !== 'doubleStar').length;
  const plural = most === 1 ? '' : 's';
  raise('TypeError', `${name}() takes at most ${most} argument${plural} (${given} given)`);
}

function unexpected(name: string, parameters: readonly NativeParameter[], kwargs: Kwargs): never {
  const key = [...kwargs.keys()].find(
    (candidate) =>
      !parameters.some((parameter) => parameter.name === candidate && takesKeyword(parameter)),
  );
  raise('TypeError', `${name}() got an unexpected keyword argument '${key ?? ''}'`);
}

/**
 * Adds methods to a class of the library. The first parameter is the instance and is checked; `__new__` and
 * `@classmethod` / `@staticmethod` signatures take what those take.
 */
export function define(cls: PyClass, natives: Natives): void {
  for (const [signature, run] of Object.entries(natives)) {
    const [, decorator, rest = signature] =
      /^@(classmethod|staticmethod) (.*)$/.exec(signature) ?? [];
    const method = native(rest, run);
    if (decorator === 'classmethod') cls.set(method.name, new PyClassMethod(method));
    else if (decorator === 'staticmethod') cls.set(method.name, new PyStaticMethod(method));
    else {
      if (method.name === '__new__') {
        cls.set('__new__', new PyStaticMethod(method));
        continue;
      }
      method.owner = cls;
      cls.set(method.name, method);
    }
  }
}

type Getter = { bivariant(self: Value): Value }['bivariant'];

/** Adds attributes that are worked out when they are read. */
export function defineGetters(cls: PyClass, getters: Readonly<Record<string, Getter>>): void {
  for (const [name, get] of Object.entries(getters)) cls.set(name, new PyGetSet(name, get, null));
}

/** A class of the library whose instances are of a JavaScript class of ours. */
export function nativeClass(
  name: string,
  module: string,
  allocate: ((cls: PyClass) => PyObject) | null = null,
  bases: readonly PyClass[] = [objectClass],
): PyClass {
  const cls = new PyClass(name, bases);
  cls.module = module;
  if (allocate) cls.allocate = allocate;
  return cls;
}

/** A module of the library: functions by signature, anything else by name. */
export function makeModule(
  name: string,
  functions: Natives,
  values: Readonly<Record<string, Value>> = {},
): PyModule {
  const names = new Namespace(Object.entries(values));
  for (const [signature, run] of Object.entries(functions)) {
    const made = native(signature, run);
    names.set(made.name, made);
  }
  names.set('__name__', name);
  return new PyModule(name, names);
}
