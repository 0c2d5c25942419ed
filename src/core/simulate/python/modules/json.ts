import { decode } from '../builtins/codecs';
import { PyBytes, PyDict, PyList, PyTuple } from '../objects/containers';
import { Float, PyClass, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Raised, exceptionClass, makeException, raise } from '../objects/exceptions';
import { Unknown } from '../objects/unknown';
import { callMethod, getAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { numberOf, sortOrder, textOf } from '../operations/compare';
import { dictSet } from '../operations/hash';
import { define, makeModule, nativeClass } from '../operations/native';
import { reprFloat, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { lowerNumber } from '../syntax/literals';

interface Options {
  readonly indent: string | null;
  readonly separators: readonly [string, string];
  readonly sort: boolean;
  readonly ascii: boolean;
  readonly fallback: Value;
}

function quote(text: string, ascii: boolean): string {
  const quoted = JSON.stringify(text).replace(/\x7f/g, '\x7f');
  if (!ascii) return quoted;
  return quoted.replace(
    /[^\0-\x7e]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function dump(value: Value, options: Options, depth: number): string {
  const text = textOf(value);
  if (text !== undefined) return quote(text, options.ascii);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Float)
    return reprFloat(value.value).replace('inf', 'Infinity').replace('nan', 'NaN');
  const number = numberOf(value);
  if (number !== undefined) return String(number);
  if (value instanceof Unknown) return String(value);
  if (value instanceof PyList || value instanceof PyTuple) {
    return wrap(
      '[',
      value.items.map((item) => dump(item, options, depth + 1)),
      ']',
      options,
      depth,
    );
  }
  if (value instanceof PyDict) {
    const entries = [...value.entries.values()];
    if (options.sort) entries.sort((a, b) => sortOrder(a.key, b.key));
    const members = entries.map(
      (entry) =>
        `${quote(keyText(entry.key), options.ascii)}${options.separators[1]}${dump(entry.value, options, depth + 1)}`,
    );
    return wrap('{', members, '}', options, depth);
  }
  if (options.fallback !== null) return dump(call(options.fallback, [value]), options, depth);
  return raise('TypeError', `Object of type ${typeOf(value).name} is not JSON serializable`);
}

function keyText(key: Value): string {
  const text = textOf(key);
  if (text !== undefined) return text;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return String(key);
  if (numberOf(key) !== undefined) return str(key);
  return raise('TypeError', `keys must be str, int, float, bool or None, not ${typeOf(key).name}`);
}

function wrap(
  open: string,
  parts: string[],
  close: string,
  options: Options,
  depth: number,
): string {
  if (parts.length === 0) return open + close;
  const { indent, separators } = options;
  if (indent === null) return open + parts.join(separators[0]) + close;
  const inner = `\n${indent.repeat(depth + 1)}`;
  return `${open}${inner}${parts.join(separators[0].trimEnd() + inner)}\n${indent.repeat(depth)}${close}`;
}

const decodeError = new PyClass('JSONDecodeError', [exceptionClass('ValueError')]);
decodeError.module = 'json.decoder';

function fail(text: string, message: string, position: number): never {
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  const error = makeException(
    decodeError,
    `${message}: line ${line} column ${column} (char ${position})`,
  );
  error.attributes = new Map<string, Value>([
    ['msg', message],
    ['doc', text],
    ['pos', position],
    ['lineno', line],
    ['colno', column],
  ]);
  throw new Raised(error);
}

/** A small reader of its own, since ints and floats must stay apart. */
class Reader {
  private position = 0;

  /** `hook`: called with every object that is read (`object_hook`), or null. */
  constructor(
    private readonly text: string,
    private readonly hook: Value = null,
  ) {}

  read(): Value {
    const value = this.value();
    this.blanks();
    if (this.position < this.text.length) fail(this.text, 'Extra data', this.position);
    return value;
  }

  private blanks(): void {
    while (/[ \t\n\r]/.test(this.text[this.position] ?? '')) this.position++;
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return null;
    this.position += found.length;
    return found;
  }

  private value(): Value {
    this.blanks();
    const start = this.position;
    const char = this.text[start];
    if (char === '{') return this.object();
    if (char === '[') return this.array();
    if (char === '"') return this.string();
    const word = this.take(/true|false|null|NaN|-?Infinity/y);
    if (word !== null) return words.get(word) ?? null;
    const number = this.take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y);
    if (number === null) return fail(this.text, 'Expecting value', start);
    const constant = lowerNumber(number.replace('-', ''));
    const sign = number.startsWith('-') ? -1 : 1;
    if (constant.kind === 'float') return new Float(sign * constant.value);
    if (constant.kind !== 'int') return null;
    return typeof constant.value === 'bigint'
      ? BigInt(sign) * constant.value
      : sign * constant.value;
  }

  private string(): string {
    const start = this.position;
    const literal = this.take(/"(?:[^"\\\0-\x1f]|\\.)*"/y);
    if (literal === null) {
      const rest = /"(?:[^"\\\0-\x1f]|\\.)*/y;
      rest.lastIndex = start;
      const end = start + (rest.exec(this.text)?.[0].length ?? 0);
      return end < this.text.length
        ? fail(this.text, 'Invalid control character at', end)
        : fail(this.text, 'Unterminated string starting at', start);
    }
    return String(JSON.parse(literal));
  }

  private array(): Value {
    this.position++;
    const items: Value[] = [];
    this.blanks();
    if (this.take(/\]/y) !== null) return new PyList(items);
    for (;;) {
      items.push(this.value());
      this.blanks();
      if (this.take(/\]/y) !== null) return new PyList(items);
      if (this.take(/,/y) === null) fail(this.text, "Expecting ',' delimiter", this.position);
    }
  }

  private object(): Value {
    const dict = this.members();
    return this.hook === null ? dict : call(this.hook, [dict]);
  }

  private members(): PyDict {
    this.position++;
    const dict = new PyDict();
    this.blanks();
    if (this.take(/\}/y) !== null) return dict;
    for (;;) {
      this.blanks();
      if (this.text[this.position] !== '"') {
        fail(this.text, 'Expecting property name enclosed in double quotes', this.position);
      }
      const key = this.string();
      this.blanks();
      if (this.take(/:/y) === null) fail(this.text, "Expecting ':' delimiter", this.position);
      dictSet(dict, key, this.value());
      this.blanks();
      if (this.take(/\}/y) !== null) return dict;
      if (this.take(/,/y) === null) fail(this.text, "Expecting ',' delimiter", this.position);
    }
  }
}

const words = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', new Float(NaN)],
  ['Infinity', new Float(Infinity)],
  ['-Infinity', new Float(-Infinity)],
]);

const encoderClass = nativeClass('JSONEncoder', 'json.encoder', (cls) => new Encoder(cls));

class Encoder extends PyObject {
  options: Options | null = null;
}

const encoderSignature =
  'skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, {}sort_keys=False, indent=None, separators=None, default=None';

function optionsFrom([, ascii, , , sort, indent, separators, fallback]: readonly Value[]): Options {
  const pair =
    separators instanceof PyTuple || separators instanceof PyList ? separators.items : null;
  const usual = [indent === null ? ', ' : ',', ': '];
  const [comma = ', ', colon = ': '] = pair ? pair.map(str) : usual;
  const width = indent === null || typeof indent === 'string' ? indent : ' '.repeat(Number(indent));
  return {
    indent: width ?? null,
    separators: [comma, colon],
    sort: truth(sort ?? false),
    ascii: truth(ascii ?? true),
    fallback: fallback ?? null,
  };
}

/** The encoder's own `default` where its class defines one. */
function withDefault(encoder: Encoder): Options {
  const options = encoder.options ?? optionsFrom([]);
  return options.fallback === null
    ? { ...options, fallback: getAttribute(encoder, 'default') }
    : options;
}

define(encoderClass, {
  [`__init__(self, *, ${encoderSignature.replace('{}', '')})`]: (
    self: Encoder,
    ...given: Value[]
  ) => {
    self.options = optionsFrom(given);
  },
  'default(self, o)': (_: Encoder, value: Value) =>
    raise('TypeError', `Object of type ${typeOf(value).name} is not JSON serializable`),
  'encode(self, o)': (self: Encoder, value: Value) => dump(value, withDefault(self), 0),
});

/** `dumps` with its keyword arguments in the order of `encoderSignature`, the encoder's class among them. */
function dumps(value: Value, given: readonly Value[]): string {
  const [cls, ...rest] = [given[4] ?? null, ...given.slice(0, 4), ...given.slice(5)];
  const options = optionsFrom(rest);
  if (!(cls instanceof PyClass)) return dump(value, options, 0);
  const encoder = call(cls, []);
  if (encoder instanceof Encoder) encoder.options = options;
  return encoder instanceof Encoder
    ? dump(value, withDefault(encoder), 0)
    : dump(value, options, 0);
}

function loads(text: Value, hook: Value): Value {
  if (text instanceof Unknown) return new Unknown(`json.loads(${text.name})`);
  const given = text instanceof PyBytes ? decode(text.bytes, 'utf-8') : textOf(text);
  if (given === undefined) {
    raise('TypeError', `the JSON object must be str, bytes or bytearray, not ${typeOf(text).name}`);
  }
  return given.includes('⟨') ? new Unknown(`json.loads(${given})`) : new Reader(given, hook).read();
}

const keywords = encoderSignature.replace('{}', 'cls=None, ');

export const jsonModule = makeModule(
  'json',
  {
    [`dumps(obj, *, ${keywords})`]: (value: Value, ...given: Value[]) => dumps(value, given),
    [`dump(obj, fp, *, ${keywords})`]: (value: Value, file: Value, ...given: Value[]) => {
      callMethod(file, 'write', dumps(value, given));
    },
    'loads(s, *, cls=None, object_hook=None, **kw)': (text: Value, _: Value, hook: Value) =>
      loads(text, hook),
    'load(fp, *, cls=None, object_hook=None, **kw)': (file: Value, _: Value, hook: Value) =>
      loads(callMethod(file, 'read'), hook),
  },
  { JSONDecodeError: decodeError, JSONEncoder: encoderClass },
);
