import type { PyBytes } from '../python/objects/containers';
import { Raised, isRaised, makeException, raise } from '../python/objects/exceptions';
import type { PyException } from '../python/objects/exceptions';
import { PyObject } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { bytesOf, fromLatin, latinText } from '../python/builtins/bytes';
import { define, nativeClass } from '../python/operations/native';
import { getRunningLoop } from './events';
import { incompleteReadErrorClass, limitOverrunErrorClass } from './exceptions';
import { createFuture } from './futures';
import type { PyFuture } from './futures';

/* `StreamReader` of Lib/asyncio/streams.py. Its buffer is a text of the bytes' code points. */

export const streamReaderClass = nativeClass(
  'StreamReader',
  'asyncio.streams',
  () => new StreamReader(),
);

/** `_DEFAULT_LIMIT`: bytes that a reader buffers while it looks for a separator. */
const usualLimit = 2 ** 16;

export class StreamReader extends PyObject {
  private buffer = '';
  private ended = false;
  private waiter: PyFuture | null = null;
  error: PyException | null = null;

  constructor(public limit = usualLimit) {
    super(streamReaderClass);
  }

  get atEnd(): boolean {
    return this.ended && this.buffer === '';
  }

  feedData(data: Uint8Array): void {
    if (data.length === 0) return;
    this.buffer += latinText(data);
    this.wake();
  }

  feedEnd(): void {
    this.ended = true;
    this.wake();
  }

  fail(error: PyException): void {
    this.error = error;
    const { waiter } = this;
    this.waiter = null;
    if (waiter && !waiter.done) waiter.setException(error);
  }

  private wake(): void {
    const { waiter } = this;
    this.waiter = null;
    if (waiter && !waiter.done) waiter.setResult(null);
  }

  /** Waits until something is fed. */
  private *waitForData(method: string): Steps<void> {
    if (this.waiter) {
      const text = `${method}() called while another coroutine is already waiting for incoming data`;
      raise('RuntimeError', text);
    }
    this.waiter = createFuture(getRunningLoop(), { waitsFor: 'network', wakes: 'io' });
    try {
      yield* this.waiter.await();
    } finally {
      this.waiter = null;
    }
  }

  private take(length: number): PyBytes {
    const taken = this.buffer.slice(0, length);
    this.buffer = this.buffer.slice(length);
    return fromLatin(taken);
  }

  private check(): void {
    if (this.error) throw new Raised(this.error);
  }

  *readLine(): Steps<PyBytes> {
    try {
      const end = yield* this.find('\n', 'readuntil');
      return this.take(end ?? this.buffer.length);
    } catch (thrown) {
      if (!isRaised(thrown, limitOverrunErrorClass)) throw thrown;
      const { args, attributes } = thrown.exception;
      const consumed = Number(attributes?.get('consumed') ?? 0);
      const isFound = this.buffer.startsWith('\n', consumed);
      this.take(isFound ? consumed + 1 : this.buffer.length);
      return raise('ValueError', args.items[0] ?? '');
    }
  }

  *readUntil(separator: string): Steps<PyBytes> {
    const end = yield* this.find(separator, 'readuntil');
    return end === null ? incomplete(this.take(this.buffer.length), null) : this.take(end);
  }

  /** Where the first separator ends; null where the stream ends before. LimitOverrunError past the limit. */
  private *find(separator: string, method: string): Steps<number | null> {
    this.check();
    for (;;) {
      const start = this.buffer.indexOf(separator);
      if (start > this.limit) {
        overrun('Separator is found, but chunk is longer than limit', start);
      }
      if (start >= 0) return start + separator.length;
      const searched = this.buffer.length + 1 - separator.length;
      if (searched > this.limit) {
        overrun('Separator is not found, and chunk exceed the limit', searched);
      }
      if (this.ended) return null;
      yield* this.waitForData(method);
    }
  }

  *read(most: number): Steps<PyBytes> {
    this.check();
    if (most === 0) return fromLatin('');
    if (most < 0) {
      while (!this.ended) yield* this.waitForData('read');
      return this.take(this.buffer.length);
    }
    if (this.buffer === '' && !this.ended) yield* this.waitForData('read');
    return this.take(most);
  }

  *readExactly(count: number): Steps<PyBytes> {
    if (count < 0) raise('ValueError', 'readexactly size can not be less than zero');
    this.check();
    while (this.buffer.length < count) {
      if (this.ended) return incomplete(this.take(this.buffer.length), count);
      yield* this.waitForData('readexactly');
    }
    return this.take(count);
  }
}

function overrun(text: string, consumed: number): never {
  const error = makeException(limitOverrunErrorClass, text);
  error.attributes = new Map([['consumed', consumed]]);
  throw new Raised(error);
}

function incomplete(partial: PyBytes, expected: number | null): never {
  const text = `${partial.bytes.length} bytes read on a total of ${expected ?? 'undefined'} expected bytes`;
  const error = makeException(incompleteReadErrorClass, text);
  error.attributes = new Map<string, Value>([
    ['partial', partial],
    ['expected', expected],
  ]);
  throw new Raised(error);
}

define(streamReaderClass, {
  '__init__(self, limit=65536, loop=None)': (self: StreamReader, limit: number) => {
    if (limit <= 0) raise('ValueError', 'Limit cannot be <= 0');
    self.limit = limit;
  },
  'feed_data(self, data)': (self: StreamReader, data: Value) => {
    self.feedData(bytesOf(data));
  },
  'feed_eof(self)': (self: StreamReader) => {
    self.feedEnd();
  },
  'set_exception(self, exc)': (self: StreamReader, error: PyException) => {
    self.fail(error);
  },
  'exception(self)': (self: StreamReader) => self.error,
  'at_eof(self)': (self: StreamReader) => self.atEnd,
  'async readline(self)': (self: StreamReader) => self.readLine(),
  'async readuntil(self, separator=...)': (self: StreamReader, separator?: Value) =>
    self.readUntil(separator === undefined ? '\n' : latinText(bytesOf(separator))),
  'async read(self, n=-1)': (self: StreamReader, most: number) => self.read(most),
  'async readexactly(self, n)': (self: StreamReader, count: number) => self.readExactly(count),
  '__aiter__(self)': (self: StreamReader) => self,
  'async __anext__(self)': function* (self: StreamReader): Steps {
    const line = yield* self.readLine();
    if (line.bytes.length === 0) raise('StopAsyncIteration');
    return line;
  },
});
