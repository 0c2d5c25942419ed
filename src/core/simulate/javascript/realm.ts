import * as l10n from '@vscode/l10n';
import type { WaitsFor } from '../../explain/types';
import type { Assumption, Choice } from '../../trace/format';
import type { TraceWriter } from '../../trace/writer';
import { busyTurnsText } from '../busy_turns';
import type { Choices } from '../choices';
import type { Context, SourcePlace } from '../node/context';
import { EventLoop } from '../node/event_loop';
import { Clock } from './clock';
import { assumedWaitMs, maxCallDepth, maxSteps, sameBranchTurns } from './limits';
import { Promises } from './promises';
import { ArrayObject } from './values/array';
import { isCallable } from './values/convert';
import { ErrorObject } from './values/error';
import type { NativeCode, NativeConstructor, FunctionObject } from './values/function';
import { BoundFunction, NativeFunction } from './values/function';
import type { PropertyKey, Value } from './values/object';
import { JSObject, Property } from './values/object';
import type { PromiseObject } from './values/promise';
import type { ErrorClass } from './values/throw';
import { rangeError, Raised, Stop, Thrown } from './values/throw';
import { Unknown } from './values/unknown';

/** Methods of an object under construction, by name. */
export type Methods = Readonly<Record<string, NativeCode>>;

/** One run of a program: its global object, its event loop, and how deep it is in calls. */
export class Realm {
  readonly loop: EventLoop;
  readonly context: Context;
  readonly promises: Promises;
  readonly global: JSObject;
  readonly objectPrototype = new JSObject(null);
  readonly functionPrototype: JSObject;
  readonly arrayPrototype: JSObject;
  private readonly prototypes = new Map<string, JSObject>();
  /** Modules that `import` and `require` know, made when first asked for. */
  readonly modules = new Map<string, JSObject>();
  /** While set, whatever could be observed from outside ends the evaluation: declarations are evaluated this way. */
  quiet = false;
  /** Whether names that nobody declares are unknown values rather than errors. */
  lenient = false;
  /** The file's name in stack traces. */
  file = '';
  /** How often each async function was called: names its tasks. */
  readonly callCounts = new Map<string, number>();
  /** `process.exitCode`; undefined until it is set. */
  exitCode: number | undefined;
  /** Whether the program is ending (`process._exiting`): it takes no tick any more. */
  exiting = false;
  depth = 0;
  private readonly callers: { readonly name: string; readonly place: SourcePlace | null }[] = [];
  private steps = 0;
  readonly clock: Clock;
  private readonly assumed = new Set<string>();
  /** How often each condition that is not known was asked, by its place. */
  private readonly branchTurns = new Map<string, number>();

  constructor(
    readonly writer: TraceWriter,
    readonly maxEvents: number,
    private readonly choices: Choices,
    /** Prints an exception that nothing caught and ends the program, unless it handles such exceptions itself. */
    private readonly onUncaught: (error: Value, fromPromise: boolean) => void,
  ) {
    this.functionPrototype = new NativeFunction(this.objectPrototype, '', 0, () => undefined);
    this.arrayPrototype = new ArrayObject(this.objectPrototype, []);
    this.prototypes.set('Object', this.objectPrototype);
    this.prototypes.set('Function', this.functionPrototype);
    this.prototypes.set('Array', this.arrayPrototype);
    this.global = this.object();
    this.loop = new EventLoop(writer, {
      uncaught: (error) => this.onUncaught(this.caught(error), false),
      processPromiseRejections: () =>
        this.promises.processRejections(
          (error) => this.onUncaught(error, true),
          (promise) => this.processEvent('rejectionHandled', [promise]),
        ),
      clockReads: () => this.clock.reads.total,
      turnsTakeTime: () => this.assume('value', busyTurnsText()),
    });
    this.context = this.loop.context;
    this.clock = new Clock(writer, this.context);
    this.promises = new Promises(this);
  }

  // Making objects

  object(): JSObject {
    return new JSObject(this.objectPrototype);
  }

  array(items: Value[]): ArrayObject {
    return new ArrayObject(this.arrayPrototype, items);
  }

  function(name: string, code: NativeCode, arity = 0): NativeFunction {
    return new NativeFunction(this.functionPrototype, name, arity, code);
  }

  /** The prototype object of a built-in class; all exist from the start, filled by the class's own file. */
  prototype(name: string, parent: JSObject | null = this.objectPrototype): JSObject {
    let prototype = this.prototypes.get(name);
    if (!prototype) {
      prototype = new JSObject(parent);
      this.prototypes.set(name, prototype);
    }
    return prototype;
  }

  /**
   * Adds built-in methods to an object. `@@name` stands for a well-known symbol, `get name` for a getter. `host`: the host's
   * own object of this kind, whose methods have the `length` that ECMA-262 gives them.
   */
  methods(target: JSObject, methods: Methods, host?: unknown): JSObject {
    for (const [text, code] of Object.entries(methods)) {
      const getter = text.startsWith('get ');
      const name = getter ? text.slice(4) : text;
      const key: PropertyKey = name.startsWith('@@') ? wellKnown(name.slice(2)) : name;
      const shown = typeof key === 'symbol' ? `[${String(key.description)}]` : name;
      const native = this.function(
        getter ? `get ${shown}` : shown,
        code,
        lengthOf(member(host, key)) ?? natural(code),
      );
      target.define(
        key,
        getter
          ? Property.accessor(native, undefined, false)
          : new Property(native, true, false, true),
      );
    }
    return target;
  }

  /** Declares a built-in class: its constructor, its prototype and, for globals, its name. */
  class(
    name: string,
    about: {
      readonly construct: NativeConstructor | null;
      readonly call?: NativeCode;
      readonly arity?: number;
      readonly parent?: FunctionObject;
      readonly prototype?: Methods;
      readonly statics?: Methods;
      readonly hidden?: boolean;
    },
  ): NativeFunction {
    const parentPrototype = about.parent?.get('prototype');
    const prototype = this.prototype(
      name,
      parentPrototype instanceof JSObject ? parentPrototype : this.objectPrototype,
    );
    const call: NativeCode =
      about.call ??
      (() => {
        throw new Raised('TypeError', `Class constructor ${name} cannot be invoked without 'new'`);
      });
    const constructor = new NativeFunction(
      about.parent ?? this.functionPrototype,
      name,
      about.arity ?? 0,
      call,
      about.construct,
    );
    constructor.define('prototype', new Property(prototype, false, false, false));
    prototype.hide('constructor', constructor);
    const host: unknown = Reflect.get(globalThis, name);
    if (about.prototype) this.methods(prototype, about.prototype, member(host, 'prototype'));
    if (about.statics) this.methods(constructor, about.statics, host);
    if (!about.hidden) this.global.hide(name, constructor);
    return constructor;
  }

  /** The prototype for `new`: that of the class that `new` was applied to, which may extend the built-in one. */
  prototypeFor(newTarget: FunctionObject, name: string): JSObject {
    const prototype = newTarget.get('prototype');
    return prototype instanceof JSObject ? prototype : this.prototype(name);
  }

  error(errorClass: ErrorClass, message: string, code: string | null = null): ErrorObject {
    const error = new ErrorObject(this.prototype(errorClass));
    error.frames = this.frames();
    const name = code === null ? errorClass : `${errorClass} [${code}]`;
    this.setStack(error, `${name}: ${message}`);
    error.hide('message', message);
    if (code !== null) error.put('code', code);
    return error;
  }

  setStack(error: ErrorObject, header: string): void {
    error.hide('stack', [header, ...error.frames].join('\n'));
  }

  /** The call stack as V8 writes it, innermost first, at most ten lines. */
  frames(): string[] {
    const lines: string[] = [];
    let { place } = this.context;
    for (let n = this.depth - 1; n >= 0 && lines.length < 10; n--) {
      const caller = this.callers[n];
      if (!caller) break;
      lines.push(frameLine(caller.name, this.file, place));
      place = caller.place;
    }
    if (lines.length < 10) lines.push(frameLine('', this.file, place));
    return lines;
  }

  // Calls, limits and exceptions

  /** Counts a call; `leave` with what it gives undoes it, also after an exception. */
  enter(name: string): number {
    const { depth } = this;
    if (depth >= maxCallDepth) throw rangeError('Maximum call stack size exceeded');
    this.callers[depth] = { name, place: this.context.place };
    this.depth = depth + 1;
    this.step();
    return depth;
  }

  leave(depth: number): void {
    this.depth = depth;
  }

  /** Counts a turn of a loop or a call: what never ends is cut. */
  step(): void {
    if (++this.steps > maxSteps || this.writer.events.length > this.maxEvents) this.cut();
  }

  private cut(): never {
    this.assume(
      'limit',
      this.writer.events.length > this.maxEvents
        ? l10n.t(
            'The walkthrough is cut here: it has reached its limit of {0} events.',
            this.maxEvents,
          )
        : l10n.t('The walkthrough is cut here: the program runs on without giving up control.'),
    );
    throw new Stop('limit');
  }

  /** The program's value of whatever was thrown; what is not the program's goes on up. */
  caught(error: unknown): Value {
    if (error instanceof Thrown) return error.value;
    if (error instanceof Raised) return this.error(error.errorClass, error.message, error.code);
    // Host built-ins that do our work raise what the program's would: `'x'.repeat(-1)`, a bad pattern, a full stack.
    if (error instanceof RangeError) return this.error('RangeError', error.message);
    if (error instanceof SyntaxError) return this.error('SyntaxError', error.message);
    if (error instanceof URIError) return this.error('URIError', error.message);
    throw error;
  }

  bind(target: FunctionObject, self: Value, args: readonly Value[]): FunctionObject {
    return new BoundFunction(target, self, args);
  }

  call(target: Value, self: Value, args: Value[], what = 'value'): Value {
    if (isCallable(target)) return target.call(self, args);
    if (target instanceof Unknown) return this.callUnknown(target);
    throw new Raised('TypeError', `${what} is not a function`);
  }

  callUnknown(target: Unknown): Unknown {
    return new Unknown(`${target.name}()`, undefined, null, true);
  }

  /** Calls the program's listeners of an event of `process`; false without any. */
  processEvent(name: string, args: Value[]): boolean {
    return this.processListeners?.(name, args) ?? false;
  }

  /** Tells the program that it ends; once, as a listener that exits again ends it there. */
  tellExit(): void {
    if (this.exiting) return;
    this.exiting = true;
    this.processEvent('exit', [this.exitCode ?? 0]);
  }

  /** Set by `process` when the program first uses it. */
  processListeners: ((name: string, args: Value[]) => boolean) | null = null;

  /** What evaluation must not do while only declarations are wanted. */
  observable(): void {
    if (this.quiet) throw new Stop('quiet');
  }

  // What cannot be known

  /** What is assumed of `subject` here: what the user chose, else `usual`. Records it, with the sentence for the value. */
  decide(
    kind: Choice['kind'],
    subject: string,
    usual: number,
    say: (value: number) => string,
  ): number {
    const choice = this.choices.valueOf(kind, this.context.place, subject);
    const value = choice ?? usual;
    this.assume(kind, say(value), { subject, value, chosen: choice !== undefined });
    return value;
  }

  assume(
    kind: Assumption['kind'],
    text: string,
    about: Pick<Assumption, 'subject' | 'value' | 'chosen'> = nothingChosen,
  ): void {
    const { place, task } = this.context;
    const known = `${kind} ${text} ${place?.line ?? 0}:${place?.column ?? 0}`;
    // The same assumption at the same place is made once.
    if (kind !== 'branch' && kind !== 'limit' && this.assumed.has(known)) return;
    this.assumed.add(known);
    if (this.quiet) return;
    this.writer.assume(
      {
        kind,
        text,
        ...about,
        line: place?.line ?? null,
        column: place?.column ?? null,
      },
      task,
    );
  }

  unsupported(what: string): Unknown {
    this.assume(
      'unsupported',
      l10n.t('The walkthrough does not follow {0}; its result is unknown.', what),
    );
    return new Unknown(what);
  }

  /** The truth of a value; that of an unknown is assumed, and said so. `usual`: what the code around it suggests. */
  truth(value: Value, usual: boolean | null = null): boolean {
    if (!(value instanceof Unknown)) return Boolean(value);
    const plausible = usual ?? value.plausible;
    const { place } = this.context;
    const where = `${place?.line ?? 0}:${place?.column ?? 0}`;
    const turns = (this.branchTurns.get(where) ?? 0) + 1;
    this.branchTurns.set(where, turns);
    const taken = this.decide('branch', value.name, plausible ? 1 : 0, (chosen) =>
      chosen === 0
        ? l10n.t('{0} is not known; it is assumed to be false.', value.name)
        : l10n.t('{0} is not known; it is assumed to be true.', value.name),
    );
    // A recursion or a loop has to end at some time, whatever was chosen.
    return turns > sameBranchTurns ? taken === 0 : taken !== 0;
  }

  /** A promise for something outside the program, which takes an assumed time. */
  external(
    label: string,
    value: () => Value,
    about: {
      readonly waitsFor: WaitsFor;
      readonly detail?: string;
      readonly ms?: number;
      readonly threads?: boolean;
    },
  ): PromiseObject {
    this.observable();
    const promise = this.promises.create();
    const ms = this.decide('duration', label, about.ms ?? assumedWaitMs, (chosen) =>
      l10n.t('{0} is assumed to take {1} ms.', label, chosen),
    );
    const watched = { waitsFor: about.waitsFor, detail: about.detail ?? null };
    const watch = this.loop.poll.start(
      about.threads ? 'threads' : 'poll',
      label,
      ms,
      watched,
      () => {
        this.promises.resolve(promise, value());
      },
    );
    promise.source = { waitsFor: about.waitsFor, detail: about.detail ?? null, watches: [watch] };
    return promise;
  }
}

const nothingChosen = { subject: null, value: null, chosen: false } as const;

/** `Symbol.dispose` and `asyncDispose`: not every host has them, and Node 20 calls its own otherwise. */
export const symbolDispose = Symbol('Symbol.dispose');
export const symbolAsyncDispose = Symbol('Symbol.asyncDispose');

function wellKnown(name: string): symbol {
  if (name === 'dispose') return symbolDispose;
  if (name === 'asyncDispose') return symbolAsyncDispose;
  const symbol: unknown = Reflect.get(Symbol, name);
  return typeof symbol === 'symbol' ? symbol : Symbol.for(`Symbol.${name}`);
}

function member(object: unknown, key: PropertyKey): unknown {
  return (typeof object === 'object' && object !== null) || typeof object === 'function'
    ? Object.getOwnPropertyDescriptor(object, key)?.value
    : undefined;
}

function lengthOf(value: unknown): number | undefined {
  return typeof value === 'function' ? value.length : undefined;
}

/** A native method's `length`: what its code reads by position cannot be seen, so a method that takes arguments says one. */
function natural(code: NativeCode): number {
  return code.length > 1 ? 1 : 0;
}

function frameLine(name: string, file: string, place: SourcePlace | null): string {
  const at = `${file}:${place?.line ?? 1}:${place?.column ?? 1}`;
  return name === '' ? `    at ${at}` : `    at ${name} (${at})`;
}
