import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../syntax/document';
import type { Source } from './source';
import type { Takes } from './typeText';

/**
 * What an expression is known to be, as far as its own file and those that it imports tell: the few
 * kinds of values that decide what an `await` waits for.
 */
export type Value =
  /** A module, function, class or method of a library, not called; `on` is what a method is bound to. */
  | { readonly kind: 'reference'; readonly name: string; readonly on?: Value }
  /** The result of calling a library function that the catalog knows, or does not know. */
  | { readonly kind: 'call'; readonly name: string; readonly site: Site; readonly on?: Value }
  /**
   * An object of a library class. `of` is the awaitable that a task runs, or what a container
   * holds; `made` is the call that made it.
   */
  | {
      readonly kind: 'instance';
      readonly type: string;
      readonly of?: Value;
      readonly made?: Site;
    }
  /** A module whose file could be read. */
  | { readonly kind: 'module'; readonly home: Home }
  /** A function whose source is there; `on` is the object that a method is bound to. */
  | ({ readonly kind: 'function'; readonly on?: Value } & FunctionRef & Closure)
  /** The result of calling an async function or generator whose source is there. */
  | { readonly kind: 'invocation'; readonly frame: Frame }
  /** A class whose source is there; `orBelow` where it may also be one that inherits from it, as `cls` is. */
  | { readonly kind: 'class'; readonly class: ClassInfo; readonly orBelow?: true }
  /**
   * An object of such a class, or of one that inherits from it unless it is `exact`; `of` is what its type is about: `User`
   * in `Page<User>`. For `super()`, `after` is the class after which its members are looked for. `made` is the call that made
   * it, where it can be awaited itself: what it was given tells what that waits for.
   */
  | {
      readonly kind: 'object';
      readonly class: ClassInfo;
      readonly of?: Value;
      readonly exact?: true;
      readonly after?: ClassInfo;
      readonly made?: Site;
    }
  /** A list, tuple, array or other collection: its elements if it is written out, and what each of them is. */
  | {
      readonly kind: 'list';
      readonly elements: readonly Value[] | null;
      readonly element: Value;
      readonly count: number | null;
      /** Of a `Map`: going through it gives pairs. */
      readonly keyed?: true;
      /** Of a dictionary that is written out, the values of the keys that are plain texts. */
      readonly keys?: ReadonlyMap<string, Value>;
    }
  /**
   * A promise, or anything awaitable, about which only its result may be known: what it was made
   * with (`new Promise`), or what it goes on from (`load().then(…)`).
   */
  | {
      readonly kind: 'promise';
      readonly of: Value;
      readonly executor?: Executor;
      /** The call of `promisify` that makes its function: the callback of what that is given settles it. */
      readonly callback?: Site;
      readonly after?: Value;
      /**
       * Of what that gives, what callbacks take: its value in `then(f)`, its error in `catch(f)`, both in `then(f, g)`,
       * neither in `finally(f)`.
       */
      readonly handles?: 'value' | 'error' | 'both' | 'neither';
      /** The call of the iterable that it was taken out of, by a plain `for`. */
      readonly outOf?: Value;
      /** What is waited for after that, if the callback gives a promise. */
      readonly then?: Value | undefined;
    }
  /** An object that is written out: `{ load: async () => … }`. */
  | { readonly kind: 'record'; readonly node: SyntaxNode; readonly frame: Frame | null }
  /**
   * A function of which only its type is known: what a call of it gives, what it gives its parameters, the
   * declaration that says so, if it has a name, and how many arguments it takes.
   */
  | {
      readonly kind: 'callable';
      readonly returns: Value;
      readonly parameter?: (position: number) => Value | null;
      readonly signature?: SyntaxNode;
      readonly takes?: Takes | undefined;
    }
  /**
   * An object of which only its type is known, and what that says of its members; `declared` for a type that has a name.
   */
  | {
      readonly kind: 'shape';
      readonly member: (name: string) => Value;
      readonly declared?: Declared;
    }
  /** A type that is written out under a name: an interface, an alias. */
  | { readonly kind: 'type'; readonly node: SyntaxNode }
  /** One of several, which only a run decides; see `either`. */
  | { readonly kind: 'either'; readonly of: readonly Value[] }
  /** A plain value: a number, a text, `None`, an object literal; awaiting it waits for nothing. */
  | { readonly kind: 'plain'; readonly node: SyntaxNode | null; readonly absent: boolean }
  /**
   * Not known. `pending` while it is being worked out: a value that rests on itself has no more alternatives for that.
   * `never` where no value comes of it: an element of an empty list, a method that the object does not have.
   */
  | {
      readonly kind: 'unknown';
      readonly because: string;
      readonly pending?: true;
      readonly never?: true;
    };

/** The declaration of a type, and what it says where nothing is known of its type arguments. */
export interface Declared {
  readonly node: SyntaxNode;
  readonly open: () => Value;
}

/** `new Promise(executor)` or `Promise.withResolvers()`, seen with the arguments of the helper that makes it. */
export interface Executor {
  readonly node: SyntaxNode;
  readonly frame: Frame | null;
}

/** A call in the source, with the frame in which its arguments have their meaning. */
export interface Site {
  readonly node: SyntaxNode;
  readonly frame: Frame | null;
  /** What `functools.partial` was given for it before: these come before the call's own. */
  readonly bound?: Arguments;
}

/** What a call is given; positional arguments only up to the first that stands for several. */
export interface Arguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

/** A file as the values that belong to it see it: it answers questions about its own functions. */
export interface Home {
  readonly source: Source;
  /** The dotted name of its module, as an import would write it. */
  readonly moduleName: string;
  /** The frame of a call of a function: the same one for calls between which the function sees no difference. */
  followed(call: Call): Frame;
  /** What a call of a function gives, when it is not awaited. */
  invoked(frame: Frame): Value;
  /** What the `return` statements of a function give. */
  returned(frame: Frame): Value;
  /** What a generator hands out. */
  yielded(frame: Frame): Value;
  /** What awaiting a call of an async function gives. */
  resultOf(frame: Frame): Value;
  /** What other files get under a name. */
  exported(name: string): Value;
}

/** A function by its index in `Suspensions.functions` of its file. */
export interface FunctionRef {
  readonly home: Home;
  readonly function: number;
}

/** Where a function was made, for what it sees of the functions around it. */
export interface Closure {
  /** The call of the function around it. */
  readonly outer?: Frame;
  /** The name that it is called by, where a decorator has put it in the place of another. */
  readonly alias?: string;
}

/** What nodes were found to be, by their numbers, and members of what nodes make, as `number.name`. */
export type Memo = Map<number | string, Value>;

/** One call of a function: what its parameters stand for. */
export interface Frame extends FunctionRef, Closure {
  /** What its parameters stand for, where no call in the source says so: the function that a decorator gets. */
  readonly given?: readonly Value[];
  /** Null for a frame that is made only to bind `this` / `self`. */
  readonly site: Site | null;
  readonly on: Value | null;
  /** Frames around this one. */
  readonly depth: number;
  readonly memo: Memo;
}

/** A call of a function, before it is followed. */
export type Call = Omit<Frame, 'memo' | 'given'>;

/** A class of one of the files; its node tells which. Offsets are UTF-16 code units from the start of the text. */
export interface ClassInfo {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly node: SyntaxNode;
  /** Of a class that a function gives, as a mixin does: the call that gave it, and the class for all such calls. */
  readonly made?: { readonly by: Frame; readonly written: ClassInfo };
}

/** Whether two are the same class as it is written, whichever call gave them. */
export function isSameClass(a: ClassInfo, b: ClassInfo): boolean {
  return a.node.id === b.node.id;
}

export function unknown(because: string): Value {
  return { kind: 'unknown', because };
}

/** What never gives a value, and so is no alternative to what may. */
export function never(because: string): Value {
  return { kind: 'unknown', because, never: true };
}

export function isNever(value: Value): boolean {
  return value.kind === 'unknown' && value.never === true;
}

/** Whether it is what stands for a value while that is worked out; what is made of it is unknown like any other. */
export function isPending(value: Value): boolean {
  return value.kind === 'unknown' && value.pending === true;
}

/** Why nothing is known of what too much stands around: calls, or what a question has cost. */
export function tooDeep(): string {
  return l10n.t('it is too deeply nested to follow');
}

export const plain: Value = { kind: 'plain', node: null, absent: false };

export function isKnown(value: Value): boolean {
  return value.kind !== 'unknown' && !(value.kind === 'plain' && value.absent);
}

/** Whether it is a promise of which only the type is known. */
export function isBarePromise(value: Value): boolean {
  return value.kind === 'promise' && !value.executor && !value.after && !value.callback;
}

/** Whether a value is known, and of one of several each. */
export function isWhollyKnown(value: Value): boolean {
  return value.kind === 'either' ? value.of.every(isKnown) : isKnown(value);
}
