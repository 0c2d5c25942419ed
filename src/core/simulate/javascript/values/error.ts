import { toText } from './convert';
import type { Property, PropertyKey } from './object';
import { JSObject } from './object';

/** An error object; what makes it one is the constructor that built it. */
export class ErrorObject extends JSObject {
  /** The lines of `stack` below its header. */
  frames: readonly string[] = [];
  /**
   * Whether `stack` still has to be made: Node writes its header when it is first looked at, so a name that was
   * set until then shows in it (`prepareStackTraceCallback` of lib/internal/errors.js).
   */
  private unmade = false;

  override get kind(): string {
    return 'Error';
  }

  override getOwn(key: PropertyKey): Property | undefined {
    if (key === 'stack' && this.unmade) {
      this.unmade = false;
      this.hide('stack', [errorText(this), ...this.frames].join('\n'));
    }
    return super.getOwn(key);
  }

  /** Gives it a stack of these lines, with a header that is made later. */
  capture(frames: readonly string[]): void {
    this.frames = frames;
    this.hide('stack', undefined);
    this.unmade = true;
  }
}

/** What Error.prototype.toString gives for any object (ECMA-262 20.5.3.4); may run a getter of the program. */
export function errorText(error: JSObject): string {
  const nameValue = error.get('name');
  const messageValue = error.get('message');
  const name = nameValue === undefined ? 'Error' : toText(nameValue);
  const message = messageValue === undefined ? '' : toText(messageValue);
  return message === '' ? name : name === '' ? message : `${name}: ${message}`;
}
