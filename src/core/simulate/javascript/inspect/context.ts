import type { Realm } from '../realm';
import type { JSObject } from '../values/object';

/** What formatting one value carries along. */
export interface InspectContext {
  readonly realm: Realm;
  readonly depth: number;
  readonly breakLength: number;
  readonly compact: number;
  readonly showHidden: boolean;
  readonly sorted: boolean;
  readonly maxArrayLength: number;
  readonly maxStringLength: number;
  readonly seen: JSObject[];
  readonly circular: Map<JSObject, number>;
  indentationLevel: number;
  currentDepth: number;
}
