import { PyBytes, PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { bytesOf } from '../builtins/bytes';
import { items, overIterable } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import { str } from '../operations/repr';

/* Modules/_io: streams in memory. Bytes are kept as the text of the same code points. */

class MemoryStream extends PyObject {
  text = '';
  position = 0;
  closed = false;

  check(): void {
    if (this.closed) raise('ValueError', 'I/O operation on closed file.');
  }

  write(text: string): number {
    this.check();
    const before = this.text.slice(0, this.position).padEnd(this.position, '\0');
    this.text = before + text + this.text.slice(this.position + text.length);
    this.position += text.length;
    return text.length;
  }

  read(size: number | null): string {
    this.check();
    const end = size === null || size < 0 ? this.text.length : this.position + size;
    const read = this.text.slice(this.position, end);
    this.position += read.length;
    return read;
  }

  readLine(): string {
    const end = this.text.indexOf('\n', this.position);
    return this.read(end < 0 ? null : end + 1 - this.position);
  }

  *lines(): Generator<string, void> {
    for (let line = this.readLine(); line !== ''; line = this.readLine()) yield line;
  }
}

/** A class of streams whose contents are of another type than the text that is kept. */
function streamClass(name: string, shown: (text: string) => Value, read: (value: Value) => string) {
  const cls = nativeClass(name, '_io', (made) => new MemoryStream(made));
  define(cls, {
    '__init__(self, initial_value=..., newline=None)': (self: MemoryStream, initial?: Value) => {
      self.text = initial === undefined || initial === null ? '' : read(initial);
    },
    'write(self, s, /)': (self: MemoryStream, text: Value) => self.write(read(text)),
    'writelines(self, lines, /)': (self: MemoryStream, lines: Value) => {
      for (const line of items(lines)) self.write(read(line));
    },
    'getvalue(self)': (self: MemoryStream) => {
      self.check();
      return shown(self.text);
    },
    'read(self, size=-1, /)': (self: MemoryStream, size: number | null) => shown(self.read(size)),
    'readline(self, size=-1, /)': (self: MemoryStream) => shown(self.readLine()),
    'readlines(self, hint=-1, /)': (self: MemoryStream) => new PyList([...self.lines()].map(shown)),
    'seek(self, pos, whence=0, /)': (self: MemoryStream, position: number, whence: number) => {
      self.position = whence === 2 ? self.text.length + position : position;
      return self.position;
    },
    'tell(self)': (self: MemoryStream) => self.position,
    'truncate(self, size=None, /)': (self: MemoryStream, size: number | null) => {
      self.text = self.text.slice(0, size ?? self.position);
      return self.text.length;
    },
    'flush(self)': () => null,
    'isatty(self)': () => false,
    'close(self)': (self: MemoryStream) => {
      self.closed = true;
    },
    '__enter__(self)': (self: MemoryStream) => self,
    '__exit__(self, *exc_info)': (self: MemoryStream) => {
      self.closed = true;
    },
    '__iter__(self)': (self: MemoryStream) => overIterable([...self.lines()].map(shown)),
  });
  return cls;
}

function latin(text: string): PyBytes {
  return new PyBytes(Uint8Array.from(text, (char) => char.charCodeAt(0)));
}

export const ioModule = makeModule(
  'io',
  {},
  {
    StringIO: streamClass('StringIO', (text) => text, str),
    BytesIO: streamClass('BytesIO', latin, (value) => String.fromCharCode(...bytesOf(value))),
  },
);
