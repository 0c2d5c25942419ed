import { PyDict, PyList } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { PyIterator } from '../objects/iterators';
import { Float, PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { callMethod } from '../operations/attributes';
import { numberOf } from '../operations/compare';
import { items, iterate } from '../operations/iterate';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';

/* Lib/csv.py and Modules/_csv.c. */

const csvError = new PyClass('Error', [exceptionClass('Exception')]);
csvError.module = '_csv';

const quoting = { QUOTE_MINIMAL: 0, QUOTE_ALL: 1, QUOTE_NONNUMERIC: 2, QUOTE_NONE: 3 } as const;

interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly lineEnd: string;
  readonly quoting: number;
  readonly skipsBlanks: boolean;
}

function dialectOf(dialect: Value, given: PyDict): Dialect {
  const tab = dialect === 'excel-tab';
  const unix = dialect === 'unix';
  const option = (name: string, fallback: string): string => str(given.get(name) ?? fallback);
  return {
    delimiter: option('delimiter', tab ? '\t' : ','),
    quote: option('quotechar', '"'),
    lineEnd: option('lineterminator', unix ? '\n' : '\r\n'),
    quoting: Number(numberOf(given.get('quoting') ?? (unix ? 1 : 0)) ?? 0),
    skipsBlanks: given.get('skipinitialspace') === true,
  };
}

/** Reads fields from lines; a quoted field may go over several. */
class Reader extends PyObject {
  line = 0;
  private readonly lines: { next(): Value | undefined };

  constructor(
    lines: Value,
    readonly dialect: Dialect,
  ) {
    super(readerClass);
    this.lines = iterate(lines);
  }

  next(): string[] | undefined {
    const first = this.nextLine();
    return first === undefined ? undefined : this.fields(first);
  }

  private nextLine(): string | undefined {
    const line = this.lines.next();
    if (line === undefined) return undefined;
    this.line++;
    return str(line);
  }

  private fields(first: string): string[] {
    const { delimiter, quote, skipsBlanks } = this.dialect;
    const usesQuotes = this.dialect.quoting !== quoting.QUOTE_NONE;
    const fields: string[] = [];
    let field = '';
    let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
    let text = first;
    for (let index = 0; ; index++) {
      if (index >= text.length && state === 'quoted') {
        const more = this.nextLine();
        if (more === undefined) break;
        text = more;
        index = 0;
      }
      const char = text.charAt(index);
      if (state === 'quoted') {
        if (char !== quote) field += char;
        else if (text.charAt(index + 1) === quote) field += text.charAt(++index);
        else state = 'closed';
      } else if (char === '' || char === '\n' || char === '\r') {
        break;
      } else if (char === delimiter) {
        fields.push(field);
        field = '';
        state = 'start';
      } else if (char === quote && state === 'start' && usesQuotes) {
        state = 'quoted';
      } else if (!(char === ' ' && state === 'start' && skipsBlanks)) {
        field += char;
        state = 'plain';
      }
    }
    if (state === 'start' && fields.length === 0) return [];
    return [...fields, field];
  }
}

const readerClass = nativeClass('reader', '_csv');
define(readerClass, {
  '__iter__(self)': (self: Reader) => self,
  '__next__(self)': (self: Reader) => {
    const row = self.next();
    return row === undefined ? raise('StopIteration') : new PyList(row);
  },
});
defineGetters(readerClass, { line_num: (self: Reader) => self.line });

function fieldText(value: Value, { delimiter, quote, quoting: kind }: Dialect): string {
  const text = value === null ? '' : value instanceof Float ? repr(value) : str(value);
  const isNumber = numberOf(value) !== undefined;
  const special = [delimiter, quote, '\n', '\r'].some((part) => text.includes(part));
  const quoted =
    kind === quoting.QUOTE_ALL || (kind === quoting.QUOTE_NONNUMERIC ? !isNumber : special);
  if (kind === quoting.QUOTE_NONE) {
    return special ? raise(csvError, 'need to escape, but no escapechar set') : text;
  }
  return quoted ? quote + text.replaceAll(quote, quote + quote) + quote : text;
}

class Writer extends PyObject {
  constructor(
    readonly file: Value,
    readonly dialect: Dialect,
  ) {
    super(writerClass);
  }

  write(row: Value): Value {
    const values = items(row);
    const fields = values.map((value) => fieldText(value, this.dialect));
    // A line of one empty field would read as no fields at all.
    const only = fields.length === 1 && fields[0] === '' ? this.dialect.quote.repeat(2) : null;
    const line = only ?? fields.join(this.dialect.delimiter);
    return callMethod(this.file, 'write', line + this.dialect.lineEnd);
  }
}

const writerClass = nativeClass('writer', '_csv');
define(writerClass, {
  'writerow(self, row, /)': (self: Writer, row: Value) => self.write(row),
  'writerows(self, rows, /)': (self: Writer, rows: Value) => {
    for (const row of items(rows)) self.write(row);
  },
});

class DictReader extends PyObject {
  names: string[] | null = null;

  constructor(
    readonly reader: Reader,
    private readonly restKey: Value,
    private readonly restValue: Value,
  ) {
    super(dictReaderClass);
  }

  fieldNames(): string[] {
    return (this.names ??= this.reader.next() ?? []);
  }

  next(): PyDict | undefined {
    const names = this.fieldNames();
    let row = this.reader.next();
    while (row?.length === 0) row = this.reader.next();
    if (!row) return undefined;
    const dict = new PyDict();
    for (const [index, name] of names.entries()) {
      dict.set(name, name, row[index] ?? this.restValue);
    }
    if (row.length > names.length) {
      const key = this.restKey === null ? null : str(this.restKey);
      dict.set(key, key, new PyList(row.slice(names.length)));
    }
    return dict;
  }
}

const dictReaderClass = nativeClass('DictReader', 'csv');
define(dictReaderClass, {
  "__new__(cls, f, fieldnames=None, restkey=None, restval=None, dialect='excel', **kwds)": (
    _: PyClass,
    lines: Value,
    names: Value,
    restKey: Value,
    restValue: Value,
    dialect: Value,
    given: PyDict,
  ) => {
    const reader = new DictReader(new Reader(lines, dialectOf(dialect, given)), restKey, restValue);
    if (names !== null) reader.names = items(names).map(str);
    return reader;
  },
  '__init__(self, *args, **kwargs)': () => null,
  '__iter__(self)': (self: DictReader) => new PyIterator(() => self.next()),
  '__next__(self)': (self: DictReader) => self.next() ?? raise('StopIteration'),
});
defineGetters(dictReaderClass, {
  fieldnames: (self: DictReader) => new PyList(self.fieldNames()),
  line_num: (self: DictReader) => self.reader.line,
});

class DictWriter extends PyObject {
  constructor(
    readonly writer: Writer,
    readonly names: readonly Value[],
    private readonly restValue: Value,
    private readonly ignoresExtras: boolean,
  ) {
    super(dictWriterClass);
  }

  write(row: Value): Value {
    if (!(row instanceof PyDict)) raise('AttributeError', 'a row must be a dict');
    const extra = [...row.entries.values()].filter(({ key }) => !this.names.includes(key));
    if (extra.length > 0 && !this.ignoresExtras) {
      const listed = extra.map(({ key }) => repr(key)).join(', ');
      raise('ValueError', `dict contains fields not in fieldnames: ${listed}`);
    }
    const values = this.names.map((name) => {
      const value = row.get(str(name));
      return value === undefined ? this.restValue : value;
    });
    return this.writer.write(new PyList(values));
  }
}

const dictWriterClass = nativeClass('DictWriter', 'csv');
define(dictWriterClass, {
  "__new__(cls, f, fieldnames, restval='', extrasaction='raise', dialect='excel', **kwds)": (
    _: PyClass,
    file: Value,
    names: Value,
    restValue: Value,
    extras: Value,
    dialect: Value,
    given: PyDict,
  ) => {
    const writer = new Writer(file, dialectOf(dialect, given));
    return new DictWriter(writer, items(names), restValue, extras === 'ignore');
  },
  '__init__(self, *args, **kwargs)': () => null,
  'writeheader(self)': (self: DictWriter) => self.writer.write(new PyList([...self.names])),
  'writerow(self, rowdict)': (self: DictWriter, row: Value) => self.write(row),
  'writerows(self, rowdicts)': (self: DictWriter, rows: Value) => {
    for (const row of items(rows)) self.write(row);
  },
});

export const csvModule = makeModule(
  'csv',
  {
    "reader(iterable, /, dialect='excel', **fmtparams)": (
      lines: Value,
      dialect: Value,
      given: PyDict,
    ) => new Reader(lines, dialectOf(dialect, given)),
    "writer(csvfile, /, dialect='excel', **fmtparams)": (
      file: Value,
      dialect: Value,
      given: PyDict,
    ) => new Writer(file, dialectOf(dialect, given)),
  },
  { ...quoting, DictReader: dictReaderClass, DictWriter: dictWriterClass, Error: csvError },
);
