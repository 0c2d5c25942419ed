import { PyDict, PyList, PyTuple } from '../objects/containers';
import type { PyFunction } from '../objects/functions';
import type { PyClass, Value } from '../objects/object';
import { machine } from '../machine';
import { binary } from './arithmetic';
import { findAttribute } from './attributes';
import { getItem } from './items';
import { ellipsis } from './repr';

/*
 * Annotations are kept as the texts that were written, since hardly a program looks at them. One that does gets what
 * the text stands for: names, attributes, subscripts and unions; anything else stays text.
 */

type LookUp = (name: string) => Value | undefined;

class Unreadable extends Error {}

const token = /\s*(?:([A-Za-z_]\w*)|(\d+)|("[^"]*"|'[^']*')|(\.\.\.|[[\],.|()]))/y;

class Reader {
  private at = 0;
  private next = '';

  constructor(
    private readonly text: string,
    private readonly lookUp: LookUp,
  ) {
    this.advance();
  }

  whole(): Value {
    const value = this.union();
    if (this.next !== '') throw new Unreadable();
    return value;
  }

  private advance(): string {
    const current = this.next;
    token.lastIndex = this.at;
    const match = token.exec(this.text);
    if (!match && this.text.slice(this.at).trim() !== '') throw new Unreadable();
    this.next = match ? match[0].trim() : '';
    this.at = match ? token.lastIndex : this.text.length;
    return current;
  }

  private expect(expected: string): void {
    if (this.advance() !== expected) throw new Unreadable();
  }

  private union(): Value {
    let value = this.postfix();
    while (this.next === '|') {
      this.advance();
      value = binary('|', value, this.postfix());
    }
    return value;
  }

  private postfix(): Value {
    let value = this.atom();
    for (;;) {
      if (this.next === '.') {
        this.advance();
        value = found(findAttribute(value, this.advance()));
      } else if (this.next === '[') {
        this.advance();
        const parts = this.list(']');
        value = getItem(value, parts.length === 1 ? (parts[0] ?? null) : new PyTuple(parts));
      } else {
        return value;
      }
    }
  }

  private atom(): Value {
    const word = this.advance();
    if (word === '[') return new PyList(this.list(']'));
    if (word === '(') {
      const value = this.union();
      this.expect(')');
      return value;
    }
    if (word === '...') return ellipsis;
    if (word === 'None') return null;
    if (/^["']/.test(word)) return word.slice(1, -1);
    if (/^\d/.test(word)) return Number(word);
    return found(this.lookUp(word));
  }

  private list(end: string): Value[] {
    const values: Value[] = [];
    while (this.next !== end) {
      values.push(this.union());
      if (this.next !== ',') break;
      this.advance();
    }
    this.expect(end);
    return values;
  }
}

function found(value: Value | undefined): Value {
  if (value === undefined) throw new Unreadable();
  return value;
}

/** What an annotation stands for; the text itself where that cannot be told. */
function evaluate(text: string, lookUp: LookUp): Value {
  try {
    return new Reader(text, lookUp).whole();
  } catch {
    return text;
  }
}

function global(name: string): Value | undefined {
  const { globals } = machine;
  const own = globals.get(name);
  return own === undefined ? globals.builtins.get(name) : own;
}

/** What has been looked up already: a text in it is a forward reference. */
const known = new WeakSet<PyDict>();

/** Whether the program says `from __future__ import annotations`, with which annotations are texts. */
function arePostponed(): boolean {
  return /^from __future__ import .*\bannotations\b/m.test(machine.source);
}

function evaluated(written: Value | undefined, lookUp: LookUp, hints: boolean): PyDict {
  const result = new PyDict();
  if (!(written instanceof PyDict)) return result;
  if (!hints && known.has(written)) return written;
  const asTexts = !hints && arePostponed();
  for (const [hash, { key, value }] of written.entries) {
    let type = typeof value === 'string' && !asTexts ? evaluate(value, lookUp) : value;
    // A text within quotes is a forward reference, which only `get_type_hints` looks up.
    if (hints && typeof type === 'string') type = evaluate(type, lookUp);
    result.set(hash, key, type);
  }
  known.add(result);
  return result;
}

/** A function's `__annotations__`, or with `hints` what `typing.get_type_hints` gives. */
export function functionAnnotations(func: PyFunction, hints = false): PyDict {
  return evaluated(func.attributes?.get('__annotations__'), global, hints);
}

/** A class's own `__annotations__`, or with `hints` those of its bases as well. */
export function classAnnotations(cls: PyClass, hints = false): PyDict {
  const lookUp: LookUp = (name) => cls.dict.get(name) ?? global(name);
  const own = evaluated(cls.dict.get('__annotations__'), lookUp, hints);
  if (!hints) return own;
  const all = new PyDict();
  for (const each of [...cls.mro].reverse()) {
    const part = each === cls ? own : evaluated(each.dict.get('__annotations__'), global, true);
    for (const [hash, { key, value }] of part.entries) all.set(hash, key, value);
  }
  return all;
}
