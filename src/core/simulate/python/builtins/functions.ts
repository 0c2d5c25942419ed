import { PyBytes, PyDict, PyList, PyRange, PyTuple } from '../objects/containers';
import { isRaised, raise, stopAsyncIteration, stopIteration } from '../objects/exceptions';
import { PyCoroutine, PyFunction, PyGenerator } from '../objects/functions';
import { UnionType } from '../objects/aliases';
import { PyIterator, iteratorKind } from '../objects/iterators';
import { Float, PyClass, PyObject, isInstance, typeOf } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { absolute, binary, makeInt } from '../operations/arithmetic';
import {
  callMethod,
  callSpecial,
  deleteAttribute,
  findAttribute,
  getAttribute,
  liveDict,
  setAttribute,
} from '../operations/attributes';
import { awaitValue, asyncIterator } from '../operations/awaiting';
import { call, isCallable } from '../operations/call';
import { compareOrder, label, numberOf, sortOrder, textOf } from '../operations/compare';
import { format, toFixed } from '../operations/format';
import { hashNumber, identity } from '../operations/hash';
import { getItem, length } from '../operations/items';
import { items, iterate, overIterable } from '../operations/iterate';
import type { Natives } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { ascii } from '../operations/escapes';

const mapClass = iteratorKind('map');
const filterClass = iteratorKind('filter');
const zipClass = iteratorKind('zip');
const enumerateClass = iteratorKind('enumerate');
const reversedClass = iteratorKind('reversed');

/** The smallest or largest of the arguments of `min` and `max`. */
function extreme(
  name: 'min' | 'max',
  args: PyTuple,
  key: Value,
  fallback: Value | undefined,
): Value {
  const [first] = args.items;
  if (first === undefined) raise('TypeError', `${name} expected at least 1 argument, got 0`);
  const values = args.items.length === 1 ? items(first) : args.items;
  const op = name === 'min' ? '<' : '>';
  let best: { value: Value; key: Value } | null = null;
  for (const value of values) {
    const keyed = key === null ? value : call(key, [value]);
    if (!best || truth(compareOrder(op, keyed, best.key))) best = { value, key: keyed };
  }
  if (best) return best.value;
  if (fallback !== undefined) return fallback;
  return raise('ValueError', `${name}() iterable argument is empty`);
}

export function sorted(iterable: Value, key: Value, reverse: Value): Value[] {
  const keyed = items(iterable).map((value) => ({
    value,
    key: key === null ? value : call(key, [value]),
  }));
  // Reversed sorting keeps the order of equal items, as turning the list round twice does.
  if (truth(reverse)) keyed.sort((a, b) => sortOrder(b.key, a.key));
  else keyed.sort((a, b) => sortOrder(a.key, b.key));
  return keyed.map(({ value }) => value);
}

/** How the second argument of `isinstance` is named in an unknown. */
function typesLabel(cls: Value): string {
  if (cls instanceof PyClass) return cls.name;
  return cls instanceof PyTuple ? `(${cls.items.map(typesLabel).join(', ')})` : label(cls);
}

export function isInstanceOf(value: Value, cls: Value): boolean {
  if (cls instanceof PyTuple) return cls.items.some((each) => isInstanceOf(value, each));
  // What an unknown is cannot be told; that it is what the program asks for is the plausible case.
  if (value instanceof Unknown || cls instanceof Unknown) return true;
  if (cls instanceof UnionType) return cls.args.some((each) => isInstanceOf(value, each));
  if (cls === null) return value === null;
  if (!(cls instanceof PyClass)) {
    raise('TypeError', 'isinstance() arg 2 must be a type, a tuple of types, or a union');
  }
  const hook = cls.cls.lookup('__instancecheck__');
  return hook === undefined ? isInstance(value, cls) : truth(call(hook, [cls, value]));
}

function isSubclassOf(value: Value, cls: Value): boolean {
  if (cls instanceof PyTuple) return cls.items.some((each) => isSubclassOf(value, each));
  if (cls instanceof UnionType) return cls.args.some((each) => isSubclassOf(value, each));
  if (!(value instanceof PyClass)) raise('TypeError', 'issubclass() arg 1 must be a class');
  if (!(cls instanceof PyClass)) return cls instanceof Unknown;
  const hook = cls.cls.lookup('__subclasscheck__');
  return hook === undefined ? value.isSubclassOf(cls) : truth(call(hook, [cls, value]));
}

function print(args: PyTuple, sep: Value, end: Value, file: Value): void {
  const text =
    args.items.map(str).join(sep === null ? ' ' : str(sep)) + (end === null ? '\n' : str(end));
  const target = file ?? machine.modules.get('sys')?.names.get('stdout') ?? null;
  if (target === null) machine.write('stdout', text);
  else callMethod(target, 'write', text);
}

function sum(iterable: Value, start: Value): Value {
  let total = start;
  // `sum` of floats keeps a correction for what is lost (Python/bltinmodule.c, Neumaier's method).
  let correction = 0;
  let floats = false;
  for (const item of items(iterable)) {
    if (item instanceof Float && (floats || total instanceof Float || typeof total === 'number')) {
      const current = Number(numberOf(total));
      const next = current + item.value;
      if (Number.isFinite(next)) {
        correction +=
          Math.abs(current) >= Math.abs(item.value)
            ? current - next + item.value
            : item.value - next + current;
      }
      total = new Float(next);
      floats = true;
    } else {
      total = binary('+', total, item);
    }
  }
  return floats && total instanceof Float ? new Float(total.value + correction) : total;
}

function round(value: Value, digits: Value): Value {
  if (value instanceof Unknown) return new Unknown(`round(${value.name})`);
  const own = callSpecial(value, '__round__', digits === null ? [] : [digits]);
  if (own !== undefined) return own;
  const number = numberOf(value);
  if (number === undefined) {
    raise('TypeError', `type ${typeOf(value).name} doesn't define __round__ method`);
  }
  if (!(value instanceof Float)) return roundInt(number, digits);
  const float = Number(number);
  if (digits !== null) return new Float(roundFloat(float, Number(numberOf(digits))));
  if (Number.isNaN(float)) raise('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(float)) raise('OverflowError', 'cannot convert float infinity to integer');
  const floor = Math.floor(float);
  const half = float - floor === 0.5;
  return makeInt(BigInt(half ? 2 * Math.round(float / 2) : Math.round(float)));
}

function roundInt(number: number | bigint, digits: Value): Value {
  const places = digits === null ? 0 : Number(numberOf(digits));
  if (places >= 0) return number;
  const unit = 10 ** -places;
  return Math.round(Number(number) / unit) * unit;
}

function roundFloat(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  if (digits >= 0) return Number(toFixed(value, digits));
  const unit = 10 ** -digits;
  return Math.round(value / unit) * unit;
}

function next(iterator: Value, fallback: Value | undefined): Value {
  if (iterator instanceof Unknown) return new Unknown(`next(${iterator.name})`);
  if (iterator instanceof PyIterator || iterator instanceof PyGenerator) {
    const each = iterate(iterator);
    const item = each.next();
    if (item !== undefined) return item;
    if (fallback !== undefined) return fallback;
    const result = each.result();
    return result === null ? raise(stopIteration) : raise(stopIteration, result);
  }
  try {
    const item = callSpecial(iterator, '__next__');
    if (item === undefined)
      raise('TypeError', `'${typeOf(iterator).name}' object is not an iterator`);
    return item;
  } catch (thrown) {
    if (fallback !== undefined && isRaised(thrown, stopIteration)) return fallback;
    throw thrown;
  }
}

function* zip(iterables: readonly Value[], strict: boolean): Generator<Value, void> {
  const iterators = iterables.map(iterate);
  if (iterators.length === 0) return;
  for (;;) {
    const row: Value[] = [];
    for (const [index, iterator] of iterators.entries()) {
      const item = iterator.next();
      if (item === undefined) {
        if (strict) checkZip(iterators, index);
        return;
      }
      row.push(item);
    }
    yield new PyTuple(row);
  }
}

function checkZip(iterators: readonly PyIterator[], ended: number): void {
  if (ended > 0) {
    const others = ended === 1 ? ' 1' : `s 1-${ended}`;
    raise('ValueError', `zip() argument ${ended + 1} is shorter than argument${others}`);
  }
  const longer = iterators.findIndex(
    (iterator, index) => index > 0 && iterator.next() !== undefined,
  );
  if (longer > 0) {
    const others = longer === 1 ? ' 1' : `s 1-${longer}`;
    raise('ValueError', `zip() argument ${longer + 1} is longer than argument${others}`);
  }
}

function reversed(value: Value): Value {
  const own = callSpecial(value, '__reversed__');
  if (own !== undefined) return own;
  if (value instanceof PyRange) {
    const { start, step, length: count } = value;
    return iterate(new PyRange(start + step * (count - 1), start - step, -step));
  }
  if (
    value instanceof PyDict ||
    value instanceof PyList ||
    value instanceof PyTuple ||
    textOf(value) !== undefined
  ) {
    return overIterable([...items(value)].reverse(), reversedClass);
  }
  const count = Number(length(value));
  let index = count - 1;
  return new PyIterator(() => (index < 0 ? undefined : getItem(value, index--)), reversedClass);
}

function dir(value: Value): Value {
  const names = new Set<string>();
  if (value instanceof PyObject) for (const name of value.attributes?.keys() ?? []) names.add(name);
  const classes = value instanceof PyClass ? value.mro : typeOf(value).mro;
  for (const cls of classes) for (const name of cls.dict.keys()) names.add(name);
  return new PyList([...names].sort());
}

function integerText(value: Value, radix: number, prefix: string): string {
  const given = value instanceof Float ? undefined : numberOf(value);
  const number = given ?? numberOf(callSpecial(value, '__index__') ?? null);
  if (number === undefined) {
    raise('TypeError', `'${typeOf(value).name}' object cannot be interpreted as an integer`);
  }
  const text = number.toString(radix);
  return text.startsWith('-') ? `-${prefix}${text.slice(1)}` : prefix + text;
}

/** The library reference's "Built-in Functions" that are functions. */
/** `anext` with a default: a step that ends in StopAsyncIteration gives that. */
function orElse(step: Value, fallback: Value): PyCoroutine {
  const coroutine = new PyCoroutine('anext', 'anext_awaitable', stepOr(step, fallback), null);
  if (step instanceof PyGenerator) coroutine.awaiting = step;
  return coroutine;
}

function* stepOr(step: Value, fallback: Value): Steps {
  try {
    return yield* awaitValue(step);
  } catch (thrown) {
    if (isRaised(thrown, stopAsyncIteration)) return fallback;
    throw thrown;
  }
}

export const builtinFunctions: Natives = {
  "print(*args, sep=' ', end='\\n', file=None, flush=False)": (
    args: PyTuple,
    sep: Value,
    end: Value,
    file: Value,
  ) => {
    print(args, sep, end, file);
  },
  'len(obj, /)': length,
  'abs(x, /)': absolute,
  'all(iterable, /)': (iterable: Value) => {
    const iterator = iterate(iterable);
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      if (!truth(item)) return false;
    }
    return true;
  },
  'any(iterable, /)': (iterable: Value) => {
    const iterator = iterate(iterable);
    for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
      if (truth(item)) return true;
    }
    return false;
  },
  'min(*args, key=None, default=...)': (args: PyTuple, key: Value, fallback?: Value) =>
    extreme('min', args, key, fallback),
  'max(*args, key=None, default=...)': (args: PyTuple, key: Value, fallback?: Value) =>
    extreme('max', args, key, fallback),
  'sum(iterable, /, start=0)': sum,
  'sorted(iterable, /, *, key=None, reverse=False)': (
    iterable: Value,
    key: Value,
    reverse: Value,
  ) => new PyList(sorted(iterable, key, reverse)),
  'reversed(sequence, /)': reversed,
  'enumerate(iterable, start=0)': (iterable: Value, start: number) => {
    const iterator = iterate(iterable);
    let index = start;
    return new PyIterator(() => {
      const item = iterator.next();
      return item === undefined ? undefined : new PyTuple([index++, item]);
    }, enumerateClass);
  },
  'zip(*iterables, strict=False)': (iterables: PyTuple, strict: Value) =>
    overIterable(zip(iterables.items, truth(strict)), zipClass),
  'map(func, /, *iterables)': (func: Value, iterables: PyTuple) => {
    const rows = zip(iterables.items, false);
    return new PyIterator(() => {
      const { done, value } = rows.next();
      return done ? undefined : call(func, value instanceof PyTuple ? value.items : []);
    }, mapClass);
  },
  'filter(func, iterable, /)': (func: Value, iterable: Value) => {
    const iterator = iterate(iterable);
    return new PyIterator(() => {
      for (;;) {
        const item = iterator.next();
        if (item === undefined) return undefined;
        if (truth(func === null ? item : call(func, [item]))) return item;
      }
    }, filterClass);
  },
  'iter(object, sentinel=..., /)': (object: Value, sentinel?: Value) => {
    if (sentinel === undefined) {
      return object instanceof PyGenerator ? object : iterOf(object);
    }
    return new PyIterator(() => {
      const item = call(object, []);
      return item === sentinel || repr(item) === repr(sentinel) ? undefined : item;
    });
  },
  'next(iterator, default=..., /)': next,
  'aiter(async_iterable, /)': (value: Value) => asyncIterator(value),
  'anext(async_iterator, default=..., /)': (iterator: Value, fallback?: Value) => {
    const step = callMethod(iterator, '__anext__');
    return fallback === undefined ? step : orElse(step, fallback);
  },
  'isinstance(obj, class_or_tuple, /)': (value: Value, cls: Value) =>
    value instanceof Unknown || cls instanceof Unknown
      ? new Unknown(`isinstance(${label(value)}, ${typesLabel(cls)})`)
      : isInstanceOf(value, cls),
  'issubclass(cls, class_or_tuple, /)': isSubclassOf,
  'callable(obj, /)': isCallable,
  'repr(obj, /)': repr,
  'ascii(obj, /)': (value: Value) => ascii(repr(value)),
  "format(value, format_spec='', /)": (value: Value, spec: string) => format(value, spec),
  'hash(obj, /)': hashNumber,
  'id(obj, /)': (value: Value) => (value instanceof PyObject ? identity(value) : hashNumber(value)),
  'chr(i, /)': (code: number) =>
    code < 0 || code > 0x10_ffff
      ? raise('ValueError', 'chr() arg not in range(0x110000)')
      : String.fromCodePoint(code),
  'ord(c, /)': (char: Value) => {
    if (char instanceof Unknown) return new Unknown(`ord(${char.name})`);
    if (char instanceof PyBytes) return char.bytes[0] ?? 0;
    return str(char).codePointAt(0) ?? 0;
  },
  'bin(number, /)': (value: Value) => integerText(value, 2, '0b'),
  'oct(number, /)': (value: Value) => integerText(value, 8, '0o'),
  'hex(number, /)': (value: Value) => integerText(value, 16, '0x'),
  'round(number, ndigits=None)': round,
  'pow(base, exp, mod=None)': (base: Value, exponent: Value, mod: Value) =>
    mod === null ? binary('**', base, exponent) : binary('%', binary('**', base, exponent), mod),
  'divmod(x, y, /)': (x: Value, y: Value) => new PyTuple([binary('//', x, y), binary('%', x, y)]),
  'getattr(object, name, default=..., /)': (object: Value, name: string, fallback?: Value) =>
    fallback === undefined ? getAttribute(object, name) : (findAttribute(object, name) ?? fallback),
  'setattr(obj, name, value, /)': (object: Value, name: string, value: Value) => {
    setAttribute(object, name, value);
  },
  'delattr(obj, name, /)': (object: Value, name: string) => {
    deleteAttribute(object, name);
  },
  'hasattr(obj, name, /)': (object: Value, name: string) =>
    findAttribute(object, name) !== undefined,
  'dir(object=None, /)': dir,
  'vars(object=None, /)': (object: Value) => {
    if (object instanceof PyClass) return getAttribute(object, '__dict__');
    const dict = findAttribute(object, '__dict__');
    return dict ?? raise('TypeError', 'vars() argument must have __dict__ attribute');
  },
  'globals()': () => liveDict(machine.globals),
  'locals()': () => new Unknown('locals()'),
  "input(prompt='', /)": (prompt: Value) => {
    machine.write('stdout', str(prompt));
    return new Unknown('input()');
  },
  "open(file, mode='r', *args, **kwargs)": (file: Value) => new Unknown(`open(${label(file)})`),
  'breakpoint(*args, **kws)': () => null,
  'exit(code=None)': (code: Value) => raise('SystemExit', code),
  'quit(code=None)': (code: Value) => raise('SystemExit', code),
};

function iterOf(object: Value): Value {
  const own = typeOf(object).lookup('__iter__');
  // A class's own iterator is handed out as it is, so that `iter(x) is x` holds where the program says so.
  return own instanceof PyFunction ? call(own, [object]) : iterate(object);
}
