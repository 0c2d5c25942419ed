import { PyDict, PyList, PyTuple } from '../objects/containers';
import { PyException } from '../objects/exceptions';
import { PyFunction, PyGetSet } from '../objects/functions';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { machine, perWalkthrough } from '../machine';
import { callMethod, findAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { numberOf } from '../operations/compare';
import { items } from '../operations/iterate';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { formatPercent } from '../operations/percent';
import { fullName, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { formatTemplate } from '../builtins/template';
import { currentTask } from '../../asyncio/tasks';
import { stderr } from './sys';
import { currentThread } from './threading';
import { Unknown } from '../objects/unknown';

/* Lib/logging/__init__.py, as far as programs use it for lines of text. */

const levels = { DEBUG: 10, INFO: 20, WARNING: 30, ERROR: 40, CRITICAL: 50 } as const;

function levelName(level: number): string {
  return Object.entries(levels).find(([, value]) => value === level)?.[0] ?? `Level ${level}`;
}

function levelNumber(level: Value): number {
  if (typeof level === 'string')
    return new Map(Object.entries<number>(levels)).get(level.toUpperCase()) ?? 0;
  return Number(numberOf(level) ?? 0);
}

const loggerClass = nativeClass('Logger', 'logging');
const handlerClass = nativeClass('StreamHandler', 'logging', (cls) => new Handler(cls));
const recordClass = nativeClass('LogRecord', 'logging');
const formatterClass = nativeClass('Formatter', 'logging', (cls) => new Formatter(cls));

class Formatter extends PyObject {
  template = '%(message)s';
  style = '%';

  /** The program's own `format` where its class has one. */
  format(record: LogRecord): string {
    const own = this.cls.lookup('format');
    return own instanceof PyFunction ? str(call(own, [this, record])) : this.fill(record);
  }

  fill(record: LogRecord): string {
    const fields = new PyDict();
    const named = { ...record.fields, message: record.message };
    for (const [name, value] of Object.entries(named)) fields.set(name, name, value);
    const line =
      this.style === '{'
        ? formatTemplate(this.template, [], fields)
        : formatPercent(this.template, fields);
    const error = record.attributes.get('exc_info');
    return error instanceof PyException
      ? `${line}\nTraceback (most recent call last):\n${fullName(error.cls)}: ${str(error)}`
      : line;
  }
}

type Fields = Readonly<Record<string, Value>>;

/** A record as handlers and formatters of the program see it. */
class LogRecord extends PyObject {
  override readonly attributes: Map<string, Value>;

  constructor(
    readonly name: string,
    readonly level: number,
    fields: Fields,
  ) {
    super(recordClass);
    this.attributes = new Map(
      Object.entries({ name, levelname: levelName(level), levelno: level, ...fields }),
    );
  }

  /** Adds the fields that the call gave as `extra`. */
  extend(extra: PyDict): void {
    for (const { key, value } of extra.entries.values()) this.attributes.set(str(key), value);
  }

  /** What a format finds by name: the fields, and attributes that the program has set. */
  get fields(): Fields {
    return Object.fromEntries(this.attributes);
  }

  /** The message with its arguments, as they are by now: a filter may have changed them. */
  get message(): string {
    const text = str(this.attributes.get('msg') ?? null);
    const args = this.attributes.get('args') ?? null;
    return args instanceof PyDict || (args instanceof PyTuple && args.items.length > 0)
      ? formatPercent(text, args)
      : text;
  }
}

/** What records pass a logger or a handler: objects with a method `filter`, or functions. */
function passes(filters: readonly Value[], record: LogRecord): boolean {
  return filters.every((filter) => {
    const method = findAttribute(filter, 'filter');
    return truth(call(method ?? filter, [record]));
  });
}

class Handler extends PyObject {
  level = 0;
  filters: Value[] = [];
  stream: Value = stderr;
  formatter = new Formatter(formatterClass);

  /** Emits a record, by the program's own `emit` where its class has one. */
  handle(record: LogRecord): void {
    if (record.level < this.level || !passes(this.filters, record)) return;
    const own = this.cls.lookup('emit');
    if (this.cls.isSubclassOf(nullHandlerClass)) return;
    if (own instanceof PyFunction) call(own, [this, record]);
    else this.emit(record);
  }

  emit(record: LogRecord): void {
    callMethod(this.stream, 'write', `${this.formatter.format(record)}\n`);
  }
}

class Logger extends PyObject {
  level = 0;
  propagate = true;
  handlers: Handler[] = [];
  filters: Value[] = [];

  constructor(
    readonly name: string,
    public parent: Logger | null,
  ) {
    super(loggerClass);
  }

  get effectiveLevel(): number {
    return this.level || (this.parent?.effectiveLevel ?? levels.WARNING);
  }

  isEnabledFor(level: number): boolean {
    return level > disabledUpTo().level && level >= this.effectiveLevel;
  }

  /** `error` is the exception to tell of, or whether to tell of the one that is being handled. */
  log(level: number, message: Value, args: PyTuple, error: Value, extra: Value): void {
    if (!this.isEnabledFor(level)) return;
    const [only] = args.items;
    const fileName = machine.file.replace(/^.*[/\\]/, '');
    const made = new LogRecord(this.name, level, {
      msg: message,
      args: args.items.length === 1 && only instanceof PyDict ? only : args,
      exc_info: error instanceof PyException ? error : truth(error) ? machine.handling : null,
      asctime: new Unknown('asctime'),
      threadName: currentThread().name,
      taskName: currentTask()?.name ?? null,
      process: new Unknown('process'),
      module: fileName.replace(/\.[^.]*$/, ''),
      filename: fileName,
      funcName: new Unknown('funcName'),
      lineno: machine.at?.line ?? 0,
    });
    if (extra instanceof PyDict) made.extend(extra);
    if (!passes(this.filters, made)) return;
    const handled = this.handle(made);
    // The handler of last resort: warnings and worse, without a format.
    if (!handled && level >= levels.WARNING) machine.write('stderr', `${made.message}\n`);
  }

  /** Hands a record to the handlers here and, unless told otherwise, to those above; whether there was one. */
  private handle(record: LogRecord): boolean {
    for (const handler of this.handlers) handler.handle(record);
    const above = this.propagate && this.parent ? this.parent.handle(record) : false;
    return this.handlers.length > 0 || above;
  }
}

/** What `logging.disable` was given. */
const disabledUpTo = perWalkthrough(() => ({ level: 0 }));

const loggers = perWalkthrough(() => new Map<string, Logger>([['root', new Logger('root', null)]]));

/** The nearest logger above that exists; null where `below` is nearer. */
function parentOf(name: string, below?: string): Logger | null {
  const end = name.lastIndexOf('.');
  if (end < 0) return getLogger('root');
  const above = name.slice(0, end);
  if (above === below) return null;
  return loggers().get(above) ?? parentOf(above, below);
}

function getLogger(name: string): Logger {
  const known = loggers().get(name);
  if (known) return known;
  const logger = new Logger(name, parentOf(name));
  // A logger that exists already may now have a nearer parent (`Manager._fixupChildren`).
  for (const [other, child] of loggers()) {
    if (other.startsWith(`${name}.`) && parentOf(other, name) === null) child.parent = logger;
  }
  loggers().set(name, logger);
  return logger;
}

/** What the library itself logs while it works; nothing unless the program has set logging up. */
export function debugLog(name: string, message: string): void {
  if (getLogger('root').handlers.length === 0) return;
  getLogger(name).log(levels.DEBUG, message, new PyTuple([]), null, null);
}

const methods: Natives = Object.fromEntries([
  ...Object.entries({ ...levels, WARN: 30 }).map(([name, level]): [string, Natives[string]] => [
    `${name.toLowerCase()}(self, msg, /, *args, **kwargs)`,
    (self: Logger, message: Value, args: PyTuple, kwargs: PyDict) => {
      self.log(level, message, args, kwargs.get('exc_info') ?? null, kwargs.get('extra') ?? null);
    },
  ]),
  [
    'exception(self, msg, /, *args, **kwargs)',
    (self: Logger, message: Value, args: PyTuple, kwargs: PyDict) => {
      const error = kwargs.get('exc_info') ?? true;
      self.log(levels.ERROR, message, args, error, kwargs.get('extra') ?? null);
    },
  ],
  [
    'log(self, level, msg, /, *args, **kwargs)',
    (self: Logger, level: Value, message: Value, args: PyTuple, kwargs: PyDict) => {
      const error = kwargs.get('exc_info') ?? null;
      self.log(levelNumber(level), message, args, error, kwargs.get('extra') ?? null);
    },
  ],
]);

define(loggerClass, {
  ...methods,
  'setLevel(self, level)': (self: Logger, level: Value) => {
    self.level = levelNumber(level);
  },
  'getEffectiveLevel(self)': (self: Logger) => self.effectiveLevel,
  'isEnabledFor(self, level)': (self: Logger, level: Value) =>
    self.isEnabledFor(levelNumber(level)),
  'addHandler(self, hdlr)': (self: Logger, handler: Value) => {
    if (handler instanceof Handler) self.handlers.push(handler);
  },
  'removeHandler(self, hdlr)': (self: Logger, handler: Value) => {
    self.handlers = self.handlers.filter((each) => each !== handler);
  },
  'addFilter(self, filter)': (self: Logger, filter: Value) => {
    self.filters.push(filter);
  },
  'removeFilter(self, filter)': (self: Logger, filter: Value) => {
    self.filters = self.filters.filter((each) => each !== filter);
  },
  'hasHandlers(self)': (self: Logger) => self.handlers.length > 0,
  'getChild(self, suffix)': (self: Logger, suffix: string) =>
    getLogger(self.name === 'root' ? suffix : `${self.name}.${suffix}`),
});
loggerClass.set(
  'propagate',
  new PyGetSet(
    'propagate',
    (self: Logger) => self.propagate,
    (self: Logger, value) => {
      self.propagate = truth(value);
    },
  ),
);
defineGetters(loggerClass, {
  name: (self: Logger) => self.name,
  parent: (self: Logger) => self.parent,
  handlers: (self: Logger) => new PyList(self.handlers),
  level: (self: Logger) => self.level,
});

define(handlerClass, {
  '__init__(self, stream=None)': (self: Handler, stream: Value) => {
    self.stream = stream ?? stderr;
  },
  'setLevel(self, level)': (self: Handler, level: Value) => {
    self.level = levelNumber(level);
  },
  'addFilter(self, filter)': (self: Handler, filter: Value) => {
    self.filters.push(filter);
  },
  'setFormatter(self, fmt)': (self: Handler, formatter: Value) => {
    if (formatter instanceof Formatter) self.formatter = formatter;
  },
});

define(handlerClass, {
  'emit(self, record)': (self: Handler, record: LogRecord) => {
    self.emit(record);
  },
  'format(self, record)': (self: Handler, record: LogRecord) => self.formatter.format(record),
  'flush(self)': () => null,
  'close(self)': () => null,
});
define(recordClass, {
  'getMessage(self)': (self: LogRecord) => self.message,
});

define(formatterClass, {
  'format(self, record)': (self: Formatter, record: LogRecord) => self.fill(record),
  "__init__(self, fmt=None, datefmt=None, style='%', validate=True)": (
    self: Formatter,
    template: Value,
    _: Value,
    style: string,
  ) => {
    self.style = style;
    if (typeof template === 'string') self.template = template;
    else if (style === '{') self.template = '{message}';
  },
});

/** `LoggerAdapter`: logs with what it was given as `extra`. */
class LoggerAdapter extends PyObject {
  logger: Logger = getLogger('root');
  extra: Value = null;

  constructor(cls = adapterClass) {
    super(cls);
  }
}

const adapterClass = nativeClass('LoggerAdapter', 'logging', (cls) => new LoggerAdapter(cls));
define(adapterClass, {
  '__init__(self, logger, extra=None, merge_extra=False)': (
    self: LoggerAdapter,
    logger: Value,
    extra: Value,
  ) => {
    if (logger instanceof Logger) self.logger = logger;
    self.extra = extra;
  },
  'isEnabledFor(self, level)': (self: LoggerAdapter, level: Value) =>
    self.logger.isEnabledFor(levelNumber(level)),
  'getEffectiveLevel(self)': (self: LoggerAdapter) => self.logger.effectiveLevel,
  'process(self, msg, kwargs)': (self: LoggerAdapter, message: Value, kwargs: PyDict) => {
    kwargs.set('extra', 'extra', self.extra);
    return new PyTuple([message, kwargs]);
  },
  'setLevel(self, level)': (self: LoggerAdapter, level: Value) => {
    self.logger.level = levelNumber(level);
  },
  ...Object.fromEntries(
    Object.entries(methods).map(([signature, run]) => [
      signature,
      (self: LoggerAdapter, ...given: Value[]) => {
        const level = given.length === 4 ? given.slice(0, 1) : [];
        const [message = null, args = null, kwargs = null] = given.slice(level.length);
        const [text = null, options = null] = items(callMethod(self, 'process', message, kwargs));
        return run(self.logger, ...level, text, args, options);
      },
    ]),
  ),
});
defineGetters(adapterClass, {
  logger: (self: LoggerAdapter) => self.logger,
  extra: (self: LoggerAdapter) => self.extra,
});

const filterClass = nativeClass('Filter', 'logging');
define(filterClass, {
  "__init__(self, name='')": (self: PyObject, name: Value) => {
    self.attributes = new Map([['name', name]]);
  },
  'filter(self, record)': (self: PyObject, record: LogRecord) => {
    const name = str(self.attributes?.get('name') ?? '');
    return name === '' || record.name === name || record.name.startsWith(`${name}.`);
  },
});

/** A handler that does nothing. */
const nullHandlerClass = nativeClass('NullHandler', 'logging', null, [handlerClass]);

function basicConfig(options: PyDict): void {
  const root = getLogger('root');
  const level = options.get('level');
  const given = options.get('handlers');
  const force = options.get('force') === true;
  if (root.handlers.length > 0 && !force) return;
  if (level !== undefined && level !== null) root.level = levelNumber(level);
  const handlers = given === undefined ? [new Handler(handlerClass)] : items(given);
  const format = options.get('format') ?? '%(levelname)s:%(name)s:%(message)s';
  root.handlers = handlers.filter((handler) => handler instanceof Handler);
  for (const handler of root.handlers) {
    handler.formatter.template = str(format);
    handler.formatter.style = str(options.get('style') ?? '%');
    if (given === undefined) handler.stream = options.get('stream') ?? stderr;
  }
}

/** The functions of the module are those of the root logger, which they configure at need. */
const rootFunctions: Natives = Object.fromEntries(
  Object.entries(methods).map(([signature, run]) => [
    signature.replace('(self, ', '('),
    (...args: Value[]) => {
      const root = getLogger('root');
      if (root.handlers.length === 0) basicConfig(new PyDict());
      return run(root, ...args);
    },
  ]),
);

export const loggingModule = makeModule(
  'logging',
  {
    ...rootFunctions,
    'getLogger(name=None)': (name: Value) => getLogger(name === null ? 'root' : str(name)),
    'basicConfig(**kwargs)': (options: PyDict) => {
      basicConfig(options);
    },
    'getLevelName(level)': (level: Value) => levelName(levelNumber(level)),
    'disable(level=50)': (level: Value) => {
      disabledUpTo().level = levelNumber(level);
    },
    'FileHandler(filename, *args, **kwargs)': () => new Unknown('logging.FileHandler()'),
  },
  {
    ...levels,
    WARN: levels.WARNING,
    NOTSET: 0,
    Logger: loggerClass,
    Handler: handlerClass,
    StreamHandler: handlerClass,
    Formatter: formatterClass,
    LogRecord: recordClass,
    LoggerAdapter: adapterClass,
    NullHandler: nullHandlerClass,
    Filter: filterClass,
  },
);
