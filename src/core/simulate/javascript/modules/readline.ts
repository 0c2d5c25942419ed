import type { Realm } from '../realm';
import { writeOutput } from '../builtins/console';
import { getProperty } from '../values/access';
import { isCallable, toText } from '../values/convert';
import { iteratorResult } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { PartlyKnown } from '../values/partly_known';
import type { PromiseObject } from '../values/promise';
import { TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { decode } from '../values/encodings';

/** One interface over a stream of text: an emitter of `line` and `close` (lib/internal/readline/interface.js). */
class Interface {
  /** Text after the last end of a line. */
  private rest = '';
  closed = false;
  /** Who asked a question and waits for the next line. */
  asking: ((line: string) => void) | null = null;

  constructor(
    private readonly realm: Realm,
    readonly object: JSObject,
    private readonly input: Value,
    private readonly output: Value,
  ) {
    this.listen(input, 'data', ([chunk]) => {
      this.feed(chunk);
    });
    this.listen(input, 'end', () => {
      if (this.rest !== '') this.line(this.rest);
      this.rest = '';
      this.close();
    });
  }

  private listen(target: Value, event: string, code: (args: Value[]) => void): void {
    if (!(target instanceof JSObject)) return;
    const listener = this.realm.function('', (_self, args) => {
      code(args);
      return undefined;
    });
    this.realm.call(target.get('on'), target, [event, listener]);
  }

  private feed(chunk: Value): void {
    const text = chunk instanceof TypedArrayObject ? decode(chunk.bytes, 'utf8') : toText(chunk);
    const lines = (this.rest + text).split(/\r\n|\n|\r/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  private line(text: string): void {
    if (this.closed) return;
    const { asking } = this;
    this.asking = null;
    if (asking) asking(text);
    else this.emit('line', text);
  }

  /** Prints a question where the program has it printed: nowhere without an output. */
  write(text: string): void {
    const { output, realm } = this;
    if (output instanceof JSObject) realm.call(output.get('write'), output, [text]);
    else if (output instanceof Unknown) writeOutput(realm, 'stdout', text);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.input instanceof JSObject) this.realm.call(this.input.get('pause'), this.input, []);
    this.emit('close');
  }

  private emit(event: string, ...args: Value[]): void {
    this.realm.call(this.object.get('emit'), this.object, [event, ...args]);
  }
}

const interfaces = new WeakMap<JSObject, Interface>();

function interfaceOf(self: Value): Interface | undefined {
  return self instanceof JSObject ? interfaces.get(self) : undefined;
}

/** node:readline and node:readline/promises differ in how `question` answers. */
function make(
  realm: Realm,
  emitter: JSObject | undefined,
  question: (self: Interface, args: Value[]) => Value,
): JSObject {
  const on = emitter?.get('on');
  const prototype = new JSObject(isCallable(emitter) ? protoOf(emitter) : realm.objectPrototype);
  realm.methods(prototype, {
    close: (self) => {
      interfaceOf(self)?.close();
      return undefined;
    },
    pause: (self) => self,
    resume: (self) => self,
    prompt: (self) => {
      const prompt = self instanceof JSObject ? self.get('%prompt') : undefined;
      interfaceOf(self)?.write(prompt === undefined ? '> ' : toText(prompt));
      return undefined;
    },
    setPrompt: (self, [text]) =>
      self instanceof JSObject ? void self.hide('%prompt', text) : undefined,
    write: () => undefined,
    question: (self, args) => {
      const asked = interfaceOf(self);
      if (!asked) return undefined;
      asked.write(toText(args[0]));
      return question(asked, args);
    },
    '@@asyncIterator': (self) => {
      const options = realm.object().put('close', realm.array(['close']));
      const lines = realm.call(on, undefined, [self, 'line', options]);
      return lines instanceof JSObject ? firstOfEach(realm, lines) : lines;
    },
  });
  return realm.methods(new PartlyKnown(realm.objectPrototype, 'readline'), {
    createInterface: (_self, [given, second]) => {
      const output = given instanceof JSObject ? (given.get('output') ?? second) : second;
      const input = given instanceof JSObject ? (given.get('input') ?? given) : given;
      if (input instanceof Unknown) return new Unknown('readline.Interface');
      const object = new JSObject(prototype);
      interfaces.set(object, new Interface(realm, object, input, output));
      if (given instanceof JSObject) object.hide('%prompt', given.get('prompt'));
      return object;
    },
  });
}

function protoOf(constructor: JSObject): JSObject | null {
  const prototype = constructor.get('prototype');
  return prototype instanceof JSObject ? prototype : null;
}

/** The lines alone, where `events.on` gives lists of arguments (its `kFirstEventParam`). */
function firstOfEach(realm: Realm, events: JSObject): JSObject {
  const { promises } = realm;
  const first = (result: Value): Value => {
    if (!(result instanceof JSObject) || result.get('done') === true) return result;
    return iteratorResult(realm, getProperty(realm, result.get('value'), '0'), false);
  };
  return realm.methods(new JSObject(realm.prototype('AsyncIterator')), {
    next: () => {
      const event = realm.call(events.get('next'), events, []) as PromiseObject;
      if (event.state === 'fulfilled') return promises.fulfilled(first(event.result));
      const line = promises.create();
      line.source = { waitsFor: 'event', detail: 'line' };
      promises.whenSettled(
        event,
        'readline line',
        (result) => promises.resolve(line, first(result)),
        (reason) => promises.reject(line, reason),
      );
      return line;
    },
    return: () => realm.call(events.get('return'), events, []),
  });
}

export function makeReadline(realm: Realm, emitter: JSObject | undefined): JSObject {
  const module = make(realm, emitter, (asked, args) => {
    asked.asking = (line) => void realm.call(args.at(-1), undefined, [line]);
    return undefined;
  });
  return module.put('promises', makeReadlinePromises(realm, emitter));
}

export function makeReadlinePromises(realm: Realm, emitter: JSObject | undefined): JSObject {
  return make(realm, emitter, (asked) => {
    const answer = realm.promises.create();
    answer.source = { waitsFor: 'event', detail: 'line' };
    asked.asking = (line) => realm.promises.resolve(answer, line);
    return answer;
  });
}
