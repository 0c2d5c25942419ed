import { decode } from '../builtins/bytes';
import { PyBytes, PyDict, PyList, PyTuple } from '../objects/containers';
import { PyClass, typeOf, Float } from '../objects/object';
import type { Value } from '../objects/object';
import { exceptionClass, raise } from '../objects/exceptions';
import { Unknown } from '../objects/unknown';
import { call } from '../operations/call';
import { numberOf, sortOrder, textOf } from '../operations/compare';
import { dictSet } from '../operations/hash';
import { makeModule } from '../operations/native';
import { repr, reprFloat, str } from '../operations/repr';
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
  return raise(decodeError, `${message}: line ${line} column ${column} (char ${position})`);
}

/** A small reader of its own, since ints and floats must stay apart. */
class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

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
    if (literal === null) return fail(this.text, 'Unterminated string starting at', start);
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

export const jsonModule = makeModule(
  'json',
  {
    'dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, separators=None, default=None, sort_keys=False)':
      (
        value: Value,
        _: Value,
        ascii: Value,
        __: Value,
        ___: Value,
        ____: Value,
        indent: Value,
        separators: Value,
        fallback: Value,
        sort: Value,
      ) => {
        const [comma, colon] =
          separators instanceof PyTuple
            ? separators.items.map(str)
            : [indent === null ? ', ' : ',', ': '];
        return dump(
          value,
          {
            indent:
              indent === null
                ? null
                : typeof indent === 'string'
                  ? indent
                  : ' '.repeat(Number(indent)),
            separators: [comma ?? ', ', colon ?? ': '],
            sort: truth(sort),
            ascii: truth(ascii),
            fallback,
          },
          0,
        );
      },
    'loads(s, **kw)': (text: Value) => {
      if (text instanceof Unknown) return new Unknown(`json.loads(${text.name})`);
      const given = text instanceof PyBytes ? decode(text.bytes, 'utf-8') : textOf(text);
      if (given === undefined) {
        raise(
          'TypeError',
          `the JSON object must be str, bytes or bytearray, not ${typeOf(text).name}`,
        );
      }
      return given.includes('⟨') ? new Unknown(`json.loads(${given})`) : new Reader(given).read();
    },
    'load(fp, **kw)': (file: Value) => new Unknown(`json.load(${repr(file)})`),
    'dump(obj, fp, **kw)': () => null,
  },
  { JSONDecodeError: decodeError },
);
