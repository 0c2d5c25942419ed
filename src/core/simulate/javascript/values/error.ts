import { JSObject } from './object';

/** An error object; what makes it one is the constructor that built it. */
export class ErrorObject extends JSObject {
  /** `stack` is made when first looked at, as V8 does; these are its lines below the header. */
  frames: readonly string[] = [];

  override get kind(): string {
    return 'Error';
  }
}
