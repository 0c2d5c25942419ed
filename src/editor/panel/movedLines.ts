import { mapLines } from '../../core/replay/lineMap';
import type { SourcePlace } from '../../protocol/messages';

/** Leads from the lines of the text that ran to those of the text as it is now, and back. */
export class MovedLines {
  /** By the line that ran, from 0: its line now, from 1, or 0; null while the text is the same. */
  private map: readonly number[] | null = null;

  /** `source`: the text that ran. */
  constructor(readonly source: string) {}

  /** How many of the lines that ran are not there any more; null while the text is the same. */
  get lost(): number | null {
    return this.map?.filter((line) => line === 0).length ?? null;
  }

  compare(now: string): void {
    this.map = now === this.source ? null : mapLines(this.source, now);
  }

  /** Null where the line is not there any more. */
  toNow(place: SourcePlace): SourcePlace | null {
    if (!this.map) return place;
    const line = this.map[place.line - 1] ?? 0;
    return line === 0 ? null : moved(place, line);
  }

  /** Null where the line was not there yet. */
  toRun(place: SourcePlace): SourcePlace | null {
    if (!this.map) return place;
    const line = this.map.indexOf(place.line) + 1;
    return line === 0 ? null : moved(place, line);
  }
}

/** Of a text that is worked out anew after each edit. */
export const unmoved = new MovedLines('');

function moved(place: SourcePlace, line: number): SourcePlace {
  const { endLine } = place;
  return { ...place, line, endLine: endLine === null ? null : endLine + line - place.line };
}
