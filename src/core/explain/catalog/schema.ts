import type { Suspends, WaitsFor } from '../types';

/**
 * What the event loop does for a wait of this kind; the general sentences of the five steps follow
 * from it (see `../steps/`), and an entry overrides only what is special about it.
 *
 * | mechanism | what makes the coroutine runnable again |
 * |---|---|
 * | `timer` | a scheduled timer falls due |
 * | `turn` | the loop has gone round once (Python), the microtask queue has run (JavaScript) |
 * | `socket` | bytes, a connection or room to write at a socket or pipe that the loop watches |
 * | `pool` | a thread of a pool has finished the work |
 * | `process` | a child process ends |
 * | `signal` | other code of this program releases, puts, sets or settles |
 * | `task` | a task or promise ends |
 * | `none` | it does not wait |
 */
export type Mechanism =
  'timer' | 'turn' | 'socket' | 'pool' | 'process' | 'signal' | 'task' | 'none';

/** The call that an entry speaks about, as its texts may quote it. Quoted source comes shortened. */
export interface CallWords {
  /** What the method is called on, `orders` in `orders.get()`; the function's own name where there is none. */
  readonly receiver: string;
  /** What the task that is waited for runs, `load()`, if the source tells and its name does not. */
  readonly runs: string | null;
  /** The call that made the receiver, `asyncio.Queue(5)`, if the source shows it. */
  readonly maker: CallWords | null;
  /** Source of an argument, by position (null: by keyword only) or keyword; null if it is not given. */
  argument(position: number | null, keyword?: string): string | null;
  /** The argument's value if the source fixes it to a number. */
  number(position: number | null, keyword?: string): number | null;
  /** The awaitables among the arguments, as `Entry.awaitables` tells them: `3 calls of load()`, `2 coroutines`. */
  readonly together: string;
  /** What the one awaitable among the arguments waits for, as a noun phrase, where the catalog knows; else as `together`. */
  readonly awaited: string;
  /** How many these are, if the source tells. */
  readonly count: number | null;
  /** Whether each of them is a coroutine, which has not begun to run: a future or task may be done already. */
  readonly areCoroutines: boolean;
}

/** A text of the catalog, made when it is shown, so that the user's language is known by then. */
export type Text = (call: CallWords) => string;

/**
 * A type by its dotted name (`asyncio.Queue`), `held` for what was put into the object that the method is called on, `first`
 * for the first argument itself, `event` for what listeners get of the event that it names, or what awaiting gives: a tuple, or what the wrapped awaitable gives.
 */
export type TypeName = string | readonly string[];

/** An exception that comes out of a wait, into the code that awaits; in JavaScript, the reason of a rejection. */
export interface Raise {
  /**
   * The class, as the library's users write it: `TimeoutError`, `asyncio.IncompleteReadError`. Null where what other
   * code raises comes out, of whatever class that is: `Exception` would say nothing.
   */
  readonly error: string | null;
  /** When it is raised, or whose exception it is, as a whole sentence; null where this call cannot raise it. */
  readonly when: (call: CallWords) => string | null;
}

/** One wait: for an `await`, one end of an `async with`, or one step of an `async for`. */
export interface Wait {
  readonly waitsFor: WaitsFor;
  readonly mechanism: Mechanism;
  /** What is waited for, as a noun phrase that follows "waits for": `the next item of queue orders`. */
  readonly thing: Text;
  /** The concrete thing in short, if `thing` is longer than need be: `queue orders`, `2 s`. */
  readonly detail?: Text;
  /** The whole lens, where "waits for" does not fit. */
  readonly lens?: Text;
  readonly suspends: Suspends | ((call: CallWords) => Suspends);
  /** Whether it mostly goes straight on, as a write whose buffer has room does; locks, which are mostly free, are known to. */
  readonly seldom?: true;
  /** Whether nothing but an exception ever comes out of it; where it raises none, nothing at all. */
  readonly isEndless?: true;
  /** Whether a call waits for nothing but a turn of the loop, as `sleep(0)` does. */
  readonly isTurn?: (call: CallWords) => boolean;
  /** Whether too many calls are around it, so that it could not be followed to what it waits for. */
  readonly isTooDeep?: true;
  /** Why, as a sentence; for `maybe` it says when it does not suspend. Each mechanism has its own default. */
  readonly because?: Text;
  /** What the await evaluates to, as a noun phrase that a verb follows: `the item`, `the row, or None,`. */
  readonly value?: Text;
  /** The type of that value, for what is done with it later. */
  readonly gives?: TypeName;
  /** The sentences that replace those of the mechanism, and the one for people in a hurry. */
  readonly summary?: Text;
  readonly registers?: Text;
  /** What becomes of the coroutine's control, where "goes straight on" and "pauses here" are both wrong. */
  readonly control?: Text;
  readonly watches?: Text;
  readonly wokenBy?: Text;
  /**
   * What it can raise, or reject with, without the cancellation that can arrive wherever a task suspends; absent where
   * that is not known. Empty only if it is nothing: errors are kept from the caller, or nothing can fail.
   */
  readonly raises?: readonly Raise[];
  /** When the cancellation of the waiting task arrives here, and what that does; each mechanism has its own default. */
  readonly cancelled?: Text;
  /** What people often get wrong about it: whole sentences; null where this call does not. */
  readonly mistakes?: readonly ((call: CallWords) => string | null)[];
  /** What else holds, each a whole sentence. */
  readonly notes?: readonly Text[];
}

/** A wait of the catalog, which always says what it can raise. */
export interface KnownWait extends Wait {
  readonly raises: readonly Raise[];
}

/** What an entry adds to a wait of a common kind; only its own library knows what that can raise. */
export type Own = Pick<KnownWait, 'raises'> & Partial<Wait>;

/** What is known of one name of a library. */
export interface Entry {
  /** The official page, with its anchor. */
  readonly page: string;
  /** What it is when called and not awaited (for a class: implied, an instance of it). */
  readonly returns?: TypeName;
  /** Calling it gives an awaitable; this is what awaiting that waits for. */
  readonly await?: KnownWait;
  /** The same where the collection of awaitables that it takes is written empty. */
  readonly awaitOfNone?: KnownWait;
  readonly enter?: KnownWait;
  readonly exit?: KnownWait;
  /** Calling it begins what is awaited, as a future does that is done when it is: one that is kept may be done by then. */
  readonly begins?: true;
  /** Each step of iterating over it. */
  readonly next?: KnownWait;
  /** Awaiting what a plain `for` takes out of it. */
  readonly item?: KnownWait;
  /**
   * Which arguments are awaitables that it waits for or wraps: all positional ones, the elements of
   * the first, or just the first.
   */
  readonly awaitables?: 'arguments' | 'elements' | 'first';
  /**
   * What it passes to a function among its arguments, by position: the class of an object, or an entry's name for a
   * function (`koa.next`).
   */
  readonly calledWith?: readonly TypeName[];
  /**
   * Of a call that takes a protocol factory first, and that gives the pair of transport and protocol when it is awaited:
   * the protocol is what calling the factory gives.
   */
  readonly takesProtocolFactory?: true;
  /**
   * Whether it gives what tests take their fixtures from: those that the functions in its first argument make, by their names, or
   * that its type argument names.
   */
  readonly definesFixtures?: true;
  /** The position of a function that it calls before it returns; it gives what that gives, or a promise for it where it has `await`. */
  readonly runs?: number;
  /** Whether it makes a task of a coroutine that it is given, which runs on the loop's next turn at the earliest. */
  readonly makesTask?: true;
  /** Whether awaiting it gives what the awaitables give: that of the first, or a list of theirs. */
  readonly passes?: 'result' | 'results';
}

/** Whether a program keeps its things in an object as attributes, or under keys. */
export type Keeping = 'attributes' | 'keys';

/** Pinned packages, as their installers take them: `aiohttp==3.14.3`, `axios@1.21.1`. */
export interface Packages {
  readonly pip?: readonly string[];
  /** Debian's, for those that pip may not have; with what they need. */
  readonly apt?: readonly string[];
  readonly npm?: readonly string[];
}

/** What is known of one library, by dotted names as its users write them. */
export interface Library {
  /** `asyncio`, `node:fs`, …: shown to the user as the title of the documentation link. */
  readonly title: string;
  /** Where it can be had, at the release that its entries are checked against; none for what comes with the language. */
  readonly packages?: Packages;
  /** The exception that cancels a waiting task, where it is not `asyncio.CancelledError`. */
  readonly cancellation?: string;
  /**
   * By dotted name. The entry of a function speaks about what a call of it gives, the entry of a
   * class about its objects, the entry of a method, `asyncio.Queue.get`, about what its call gives.
   */
  readonly entries: Readonly<Record<string, Entry>>;
  /**
   * Names that are classes: calling one gives an object of it. Those with a base are known already. `new Response` is the class
   * of those objects that the program itself makes, where these differ from what the library gives.
   */
  readonly classes: readonly string[];
  /**
   * Attributes of the library's objects that are objects of its classes in turn; `Client.*` stands
   * for all of a class that have no entry.
   */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Classes whose objects are made for a program to keep its own things in: `app.state.pool = …`, `app['db'] = …`. */
  readonly keepers?: Readonly<Record<string, Keeping>>;
  /**
   * What functions of the program's get from the library, by the decorator or call that takes them, or by the method that
   * they override: of each argument the type. An event's name after that of a class (`discord.Client.on_message`) speaks of
   * the decorators of that class, too; `{}` after a name of the functions in an object that it is given, and `http.Server.on(request)` of what a method is given after a text, mostly the listeners of an event.
   */
  readonly handlers?: Readonly<Record<string, readonly TypeName[]>>;
  /** The class of what `this` is in a function that a method is given after a text: `mongoose.Schema.pre(save)`. */
  readonly receivers?: Readonly<Record<string, string>>;
  /** What the fixtures of its pytest plugin give, by their names: the class. */
  readonly fixtures?: Readonly<Record<string, string>>;
  /** Classes and the class they inherit from; a class that is only its base with a name has no entry of its own. */
  readonly bases?: Readonly<Record<string, string>>;
  /** Other names of the same thing: `asyncio.queues.Queue` is `asyncio.Queue`. Longest prefix wins. */
  readonly aliases?: Readonly<Record<string, string>>;
}
