import { PyList } from '../objects/containers';
import { PyException, Raised, exceptionClass, raise } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { machine, perWalkthrough } from '../machine';
import { call } from '../operations/call';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';

/* Lib/warnings.py. */

interface Filter {
  readonly action: string;
  /** What the text begins with, whatever its case; null for any text. */
  readonly message: RegExp | null;
  readonly category: PyClass;
}

const warningClass = exceptionClass('Warning');

/** The filters of a Python that was not built for debugging, for the module `__main__`. */
const usual: readonly Filter[] = [
  ['default', 'DeprecationWarning'],
  ['ignore', 'PendingDeprecationWarning'],
  ['ignore', 'ImportWarning'],
  ['ignore', 'ResourceWarning'],
].map(([action = '', name = '']) => ({ action, message: null, category: exceptionClass(name) }));

const state = perWalkthrough(() => ({
  filters: usual,
  /** What has been shown, by text, category and perhaps line. */
  shown: new Set<string>(),
  /** Where warnings are collected instead of written. */
  record: null as PyList | null,
}));

const messageClass = nativeClass('WarningMessage', 'warnings');

class WarningMessage extends PyObject {
  constructor(
    readonly message: PyException,
    readonly line: number,
  ) {
    super(messageClass);
  }
}

defineGetters(messageClass, {
  message: (self: WarningMessage) => self.message,
  category: (self: WarningMessage) => self.message.cls,
  filename: () => machine.file,
  lineno: (self: WarningMessage) => self.line,
  line: () => null,
  source: () => null,
});
define(messageClass, {
  '__str__(self)': ({ message, line }: WarningMessage) =>
    `{message : ${repr(message)}, category : ${repr(message.cls.name)}, filename : ${repr(machine.file)}, lineno : ${line}, line : None}`,
});

function warn(given: Value, category: Value): void {
  const isInstance = given instanceof PyException && given.cls.isSubclassOf(warningClass);
  const kind = category instanceof PyClass ? category : exceptionClass('UserWarning');
  if (!isInstance && !kind.isSubclassOf(warningClass)) {
    raise('TypeError', `category must be a Warning subclass, not '${kind.name}'`);
  }
  const message = isInstance ? given : call(kind, [given]);
  if (!(message instanceof PyException)) return;
  const text = str(message);
  const filter = state().filters.find(
    ({ message: pattern, category: wanted }) =>
      message.cls.isSubclassOf(wanted) && (pattern === null || pattern.test(text)),
  );
  const action = filter?.action ?? 'default';
  if (action === 'ignore') return;
  if (action === 'error') throw new Raised(message);
  const line = machine.at?.line ?? 1;
  if (action === 'always' || action === 'all' || isNew(action, message, text, line)) {
    show(message, text, line);
  }
}

function isNew(action: string, message: PyException, text: string, line: number): boolean {
  const key = `${action === 'default' ? line : ''} ${message.cls.name} ${text}`;
  const { shown } = state();
  if (shown.has(key)) return false;
  shown.add(key);
  return true;
}

function show(message: PyException, text: string, line: number): void {
  const { record } = state();
  if (record) record.items.push(new WarningMessage(message, line));
  else machine.write('stderr', `${machine.file}:${line}: ${message.cls.name}: ${text}\n`);
}

/** The filter that was added last is asked first. Changing the filters forgets what has been shown. */
function addFilter(action: string, message: string, category: PyClass, append: boolean): void {
  const pattern = message === '' ? null : new RegExp(`^(?:${message})`, 'i');
  const filter = { action, message: pattern, category };
  const all = state();
  all.filters = append ? [...all.filters, filter] : [filter, ...all.filters];
  all.shown = new Set();
}

const catchClass = nativeClass('catch_warnings', 'warnings', (cls) => new CatchWarnings(cls));

class CatchWarnings extends PyObject {
  recording = false;
  /** The filter that it adds for its block. */
  action: string | null = null;
  category: PyClass = warningClass;
  private outer: { filters: readonly Filter[]; record: PyList | null } | null = null;

  enter(): Value {
    const all = state();
    this.outer = { filters: all.filters, record: all.record };
    all.shown = new Set();
    if (this.recording) all.record = new PyList([]);
    if (this.action !== null) addFilter(this.action, '', this.category, false);
    return this.recording ? all.record : null;
  }

  exit(): void {
    if (this.outer) Object.assign(state(), this.outer, { shown: new Set() });
  }
}

define(catchClass, {
  '__init__(self, *, record=False, module=None, action=None, category=None, lineno=0, append=False)':
    (self: CatchWarnings, record: Value, _: Value, action: string | null, category: Value) => {
      self.recording = truth(record);
      self.action = action;
      if (category instanceof PyClass) self.category = category;
    },
  '__enter__(self)': (self: CatchWarnings) => self.enter(),
  '__exit__(self, *exc_info)': (self: CatchWarnings) => {
    self.exit();
  },
});

export const warningsModule = makeModule(
  'warnings',
  {
    'warn(message, category=None, stacklevel=1, source=None, **kwargs)': (
      message: Value,
      category: Value,
    ) => {
      warn(message, category);
    },
    "filterwarnings(action, message='', category=None, module='', lineno=0, append=False)": (
      action: string,
      message: string,
      category: Value,
      _: Value,
      __: Value,
      append: Value,
    ) => {
      const kind = category instanceof PyClass ? category : warningClass;
      addFilter(action, message, kind, truth(append));
    },
    'simplefilter(action, category=None, lineno=0, append=False)': (
      action: string,
      category: Value,
      _: Value,
      append: Value,
    ) => {
      const kind = category instanceof PyClass ? category : warningClass;
      addFilter(action, '', kind, truth(append));
    },
    'resetwarnings()': () => {
      Object.assign(state(), { filters: [], shown: new Set() });
    },
  },
  { catch_warnings: catchClass, WarningMessage: messageClass },
);
