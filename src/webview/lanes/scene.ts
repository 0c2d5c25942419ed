import type { Loaded } from '../store';
import type { LaneRow } from './rows';
import type { Scale } from './scale';

/** What is drawn: a window of the lanes that are in sight. */
export interface Scene {
  readonly loaded: Loaded;
  readonly rows: readonly LaneRow[];
  readonly scale: Scale;
  readonly bookmarks: readonly number[];
  /** The version of the theme: its colours may be others than at the last time. */
  readonly theme: number;
  /** Where the window is, in pixels of the whole drawing, without the ruler. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
