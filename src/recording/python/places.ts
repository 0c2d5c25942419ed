import type { WaitsFor } from '../../core/explain/types';
import type { SuspensionPoint } from '../../core/suspension/types';
import type { ChainLink } from '../../core/trace/format';
import { spanOf } from '../source';
import type { Place, Source } from '../source';
import { plainName } from './labels';
import { leafWait } from './waits';
import type { BytePlace, Code, Definitions, Link } from './wire';

/** One await of a chain, in the recorded file. */
interface OwnLink {
  readonly function: string;
  readonly place: Place;
  /** The suspension point there; absent where none was found. */
  readonly point: SuspensionPoint | undefined;
}

/** Where a task is suspended: the same for every suspension with the same chain of awaits. */
export interface Suspended {
  readonly keyword: SuspensionPoint['keyword'];
  readonly chain: readonly ChainLink[];
  /** Of the innermost await in the recorded file; empty where none is. */
  readonly place: Partial<Place>;
  /** What asyncio is known to wait for there. */
  readonly leaf: WaitsFor | undefined;
  /** Whether the innermost await of all is in the recorded file. */
  readonly own: boolean;
}

/** Turns the recorder's places into places in the recorded file, which are the only ones a trace has. */
export class Places {
  /** By number: what does not change is worked out once. */
  private readonly known = new Map<number, Partial<Place>>();
  private readonly suspended = new Map<Link | null, Suspended>();

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
    let found = this.known.get(number);
    if (found === undefined) {
      const place = this.definitions.places.get(number);
      found = place !== undefined && this.isOwn(place.code) ? this.utf16(place) : {};
      if (place !== undefined) this.known.set(number, found);
    }
    return found;
  }

  /** What a suspension with this chain of awaits is told as. */
  suspendedAt(leaf: Link | null): Suspended {
    let found = this.suspended.get(leaf);
    if (found === undefined) {
      const links = this.chain(leaf);
      const innermost = links.at(-1);
      found = {
        keyword: innermost?.point?.keyword ?? 'await',
        chain: links.map(({ function: name, place: { line, column = 1 } }) => ({
          function: name,
          line,
          column,
        })),
        place: innermost?.place ?? {},
        leaf: leafWait(leaf),
        own: leaf !== null && this.isOwn(leaf.place.code),
      };
      this.suspended.set(leaf, found);
    }
    return found;
  }

  /** The awaits of a chain that are in the recorded file, outermost first. */
  private chain(leaf: Link | null): OwnLink[] {
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
