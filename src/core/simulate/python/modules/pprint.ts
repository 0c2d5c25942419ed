import {
  PyDict,
  PyList,
  PySet,
  PyTuple,
  dictClass,
  listClass,
  tupleClass,
} from '../objects/containers';
import { typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { machine } from '../machine';
import { callMethod } from '../operations/attributes';
import { sortOrder } from '../operations/compare';
import { makeModule } from '../operations/native';
import { fullName, repr } from '../operations/repr';
import { isRaised, exceptionClass } from '../objects/exceptions';

/* Lib/pprint.py: one line where it fits, else one item a line; keys are sorted. Long texts are not broken. */

/** Sorted; what cannot be compared goes by the name of its type (`_safe_key`). */
function inOrder<T>(values: readonly T[], key: (value: T) => Value): T[] {
  return [...values].sort((a, b) => {
    try {
      return sortOrder(key(a), key(b));
    } catch (thrown) {
      if (!isRaised(thrown, exceptionClass('TypeError'))) throw thrown;
      return fullName(typeOf(key(a))) < fullName(typeOf(key(b))) ? -1 : 1;
    }
  });
}

class Printer {
  constructor(
    private readonly width: number,
    private readonly indent: number,
    private readonly sorts: boolean,
  ) {}

  private entries(dict: PyDict): { key: Value; value: Value }[] {
    const entries = [...dict.entries.values()];
    return this.sorts ? inOrder(entries, ({ key }) => key) : entries;
  }

  private line(value: Value): string {
    if (value instanceof PyDict && value.cls === dictClass) {
      const parts = this.entries(value).map(
        (entry) => `${this.line(entry.key)}: ${this.line(entry.value)}`,
      );
      return `{${parts.join(', ')}}`;
    }
    if (value instanceof PyList && value.cls === listClass) {
      return `[${value.items.map((item) => this.line(item)).join(', ')}]`;
    }
    if (value instanceof PyTuple && value.cls === tupleClass) {
      const parts = value.items.map((item) => this.line(item)).join(', ');
      return value.items.length === 1 ? `(${parts},)` : `(${parts})`;
    }
    return repr(value);
  }

  format(value: Value, indent = 0, allowance = 0): string {
    const line = this.line(value);
    if (line.length <= this.width - indent - allowance) return line;
    if (value instanceof PyDict && value.cls === dictClass) {
      const entries = this.entries(value);
      const pad = ' '.repeat(this.indent - 1);
      const inner = indent + this.indent;
      const parts = entries.map((entry, index) => {
        const key = `${this.line(entry.key)}: `;
        const after = index === entries.length - 1 ? allowance + 1 : 1;
        return key + this.format(entry.value, inner + key.length, after);
      });
      return `{${pad}${parts.join(`,\n${' '.repeat(inner)}`)}}`;
    }
    if (value instanceof PyList && value.cls === listClass) {
      return `[${this.items(value.items, indent, allowance + 1)}]`;
    }
    if (value instanceof PyTuple && value.cls === tupleClass) {
      const end = value.items.length === 1 ? ',)' : ')';
      return `(${this.items(value.items, indent, allowance + end.length)}${end}`;
    }
    if (value instanceof PySet && value.size > 0) {
      const items = inOrder([...value.entries.values()], (item) => item);
      return `{${this.items(items, indent, allowance + 1)}}`;
    }
    return line;
  }

  private items(items: readonly Value[], indent: number, allowance: number): string {
    const inner = indent + this.indent;
    const pad = ' '.repeat(this.indent - 1);
    const parts = items.map((item, index) =>
      this.format(item, inner, index === items.length - 1 ? allowance : 1),
    );
    return pad + parts.join(`,\n${' '.repeat(inner)}`);
  }
}

function pretty(value: Value, indent: number, width: number, sorts: Value): string {
  return new Printer(width, indent, sorts !== false).format(value);
}

export const pprintModule = makeModule('pprint', {
  'pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False)':
    (value: Value, stream: Value, indent: number, width: number, ...rest: Value[]) => {
      const text = `${pretty(value, indent, width, rest[2] ?? true)}\n`;
      if (stream === null) machine.write('stdout', text);
      else callMethod(stream, 'write', text);
    },
  'pp(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=False)': (
    value: Value,
    stream: Value,
    indent: number,
    width: number,
    ...rest: Value[]
  ) => {
    const text = `${pretty(value, indent, width, rest[2] ?? false)}\n`;
    if (stream === null) machine.write('stdout', text);
    else callMethod(stream, 'write', text);
  },
  'pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True)': (
    value: Value,
    indent: number,
    width: number,
    ...rest: Value[]
  ) => pretty(value, indent, width, rest[2] ?? true),
});
