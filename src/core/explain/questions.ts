import type { Position } from '../position';
import type { TextChange } from '../syntax/document';
import { moved, touchesLine } from '../syntax/moved';

/** A place in a file. */
export interface Location {
  readonly path: string;
  readonly position: Position;
}

/** The language server of a host, if it has one. It may answer late or never, fail, and say what is wrong. */
export interface Server {
  /** Where what stands at a position is defined; null where none knows. */
  definition?(at: Location): Promise<Location | null>;
  /** What is shown where the mouse rests on a position, as Markdown; null where nobody says anything. */
  hover?(at: Location): Promise<string | null>;
  /** Ends when nobody waits for answers any more; without it, each is waited for. */
  patience?(): Promise<void>;
  /** Called for each answer that comes later than that. */
  late?(): void;
}

/** What was said of a place. */
interface Told {
  readonly at: Location;
  readonly definition: Location | null;
  /** Asked only after where it is defined has not helped; undefined until then. */
  readonly hover?: string | null;
  /** Whether the text was edited since: it holds until the place has been asked about again. */
  readonly isStale: boolean;
}

/** So many questions are noted at a time: no screen shows more points. */
const mostNoted = 40;
/** So many wait for their answers at a time: a language server has other things to do, and what it never answers is not piled up. */
const mostAtOnce = 4;

/**
 * What a language server is asked about places in files. Explaining never waits for an answer: what nobody has said yet is
 * noted, and `consult` asks.
 */
export class Questions {
  private told = new Map<string, Told>();
  private readonly noted = new Map<string, Location>();
  /** The places of present texts whose answers are still to come. */
  private readonly awaited = new Set<string>();
  /** How many answers are still to come, those about older texts included. */
  private open = 0;
  /** How often each file was edited: an answer about an older text is dropped. */
  private readonly edits = new Map<string, number>();

  /** Calls `learned` when explanations can know more than before. */
  constructor(
    private readonly server: Server,
    private readonly learned: () => void,
  ) {}

  /** Where what stands at a place is defined; undefined if nobody has said yet: the next `consult` asks. */
  definition(at: Location): Location | null | undefined {
    if (!this.server.definition) return null;
    const told = this.told.get(keyOf(at));
    if (!told || told.isStale) this.note(at);
    return told?.definition;
  }

  /** What a hover says of a place whose definition has not helped; null and undefined as for `definition`. */
  hover(at: Location): string | null | undefined {
    if (!this.server.hover) return null;
    const told = this.told.get(keyOf(at));
    if (told?.hover === undefined || told.isStale) this.note(at);
    return told?.hover;
  }

  /**
   * Moves what was said along with the text, to be asked again. Of the lines that were changed it is forgotten, and so
   * are the answers that are still to come.
   */
  edited(path: string, changes: readonly TextChange[]): void {
    this.withdraw(path);
    for (const key of this.awaited) if (isOf(path, key)) this.awaited.delete(key);
    this.edits.set(path, this.editsOf(path) + 1);
    for (const change of changes) {
      const kept = [...this.told.values()].flatMap((told) => movedAlong(told, path, change) ?? []);
      this.told = new Map(kept.map((told) => [keyOf(told.at), told]));
    }
  }

  /** What was to be asked about this file need not be any more, as far as it is not noted again. Whether there was anything. */
  withdraw(path: string): boolean {
    const keys = [...this.noted.keys()].filter((key) => isOf(path, key));
    for (const key of keys) this.noted.delete(key);
    return keys.length > 0;
  }

  /** Asks what was noted about a file, and waits for the answers as long as the server's patience lasts. Whether more is known after that. */
  async consult(path: string): Promise<boolean> {
    const queue = [...this.noted.values()].filter((at) => at.path === path);
    this.withdraw(path);
    const slots = Math.min(mostAtOnce - this.open, queue.length);
    if (slots <= 0) return false;
    const round = { isOver: false, more: false };
    const askOneByOne = async () => {
      for (let at = queue.shift(); at; at = queue.shift()) {
        const hasLearned = await this.ask(at);
        round.more ||= hasLearned;
        if (round.isOver) {
          if (hasLearned) this.learned();
          this.server.late?.();
        }
      }
    };
    const all = Promise.all(Array.from({ length: slots }, askOneByOne));
    await (this.server.patience ? Promise.race([all, this.server.patience()]) : all);
    round.isOver = true;
    queue.length = 0;
    if (round.more) this.learned();
    return round.more;
  }

  /** Asks about one place: where it is defined, and what is shown there once that is known not to help. Whether the answer is news. */
  private async ask(at: Location): Promise<boolean> {
    const key = keyOf(at);
    const known = this.told.get(key);
    const edits = this.editsOf(at.path);
    this.awaited.add(key);
    this.open++;
    const definition =
      known?.isStale === false
        ? known.definition
        : await answerOf(() => this.server.definition?.(at));
    const hover =
      known && (known.hover !== undefined || !known.isStale)
        ? await answerOf(() => this.server.hover?.(at))
        : undefined;
    this.open--;
    if (this.editsOf(at.path) !== edits) return false;
    this.awaited.delete(key);
    const told = { at, definition, ...(hover !== undefined && { hover }), isStale: false };
    this.told.set(key, told);
    return JSON.stringify({ ...known, isStale: false }) !== JSON.stringify(told);
  }

  private note(at: Location): void {
    const key = keyOf(at);
    if (this.noted.size < mostNoted && !this.awaited.has(key)) this.noted.set(key, at);
  }

  private editsOf(path: string): number {
    return this.edits.get(path) ?? 0;
  }
}

/** Who fails knows nothing. */
async function answerOf<T>(ask: () => Promise<T | null> | undefined): Promise<T | null> {
  try {
    return (await ask()) ?? null;
  } catch {
    return null;
  }
}

/** An answer after a change of a file that it is about, or leads to; null if it holds no longer. */
function movedAlong(told: Told, path: string, change: TextChange): Told | null {
  const { at, definition } = told;
  if (at.path === path && touchesLine(at.position, change)) return null;
  const after = (location: Location): Location | null => {
    const position = location.path === path ? moved(location.position, change) : location.position;
    return position && { path: location.path, position };
  };
  const newAt = after(at);
  const newDefinition = definition && after(definition);
  if (!newAt || (definition && !newDefinition)) return null;
  return {
    ...told,
    at: newAt,
    definition: newDefinition,
    isStale: told.isStale || at.path === path,
  };
}

function keyOf({ path, position: { line, character } }: Location): string {
  return `${path}:${line}:${character}`;
}

function isOf(path: string, key: string): boolean {
  return key.startsWith(`${path}:`);
}
