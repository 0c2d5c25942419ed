import type { SuspensionPoint } from '../../core/suspension/types';
import { spanOf } from '../source';
import type { Place, Source } from '../source';
import { plainName } from './labels';
import type { BytePlace, Code, Definitions, Link } from './wire';

/** One await of a chain, in the recorded file. */
export interface OwnLink {
  readonly function: string;
  readonly place: Place;
  /** The suspension point there; absent where none was found. */
  readonly point: SuspensionPoint | undefined;
}

/** Turns the recorder's places into places in the recorded file, which are the only ones a trace has. */
export class Places {
  constructor(
    readonly source: Source,
    private readonly definitions: Definitions,
    private readonly isOwnFile: (file: string) => boolean,
  ) {}

  isOwn({ file }: Code): boolean {
    return this.isOwnFile(file);
  }

  /** A place by its number; empty where it is in another file. */
  at(number: number): Partial<Place> {
    const place = this.definitions.places.get(number);
    return place !== undefined && this.isOwn(place.code) ? this.utf16(place) : {};
  }

  /** The awaits of a chain that are in the recorded file, outermost first. */
  chain(leaf: Link | null): OwnLink[] {
    const links: OwnLink[] = [];
    for (let link = leaf; link !== null; link = link.parent) {
      const { code } = link.place;
      if (!this.isOwn(code)) continue;
      const raw = this.utf16(link.place);
      const point = this.source.pointAt(raw);
      const place = point === undefined ? raw : spanOf(point, raw);
      links.push({ function: plainName(code.name), place, point });
    }
    return links.reverse();
  }

  private utf16({ line, column, endLine, endColumn }: BytePlace): Place {
    // Python before 3.11 has lines only.
    if (column < 0 || endLine < 0 || endColumn < 0) return { line };
    return {
      line,
      column: this.source.columnOfByte(line, column) + 1,
      endLine,
      endColumn: this.source.columnOfByte(endLine, endColumn) + 1,
    };
  }
}
