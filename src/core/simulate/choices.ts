import type { Choice } from '../trace/format';

/** A one-based place, as in a trace. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** The user's choices, looked up where something is assumed. */
export class Choices {
  private readonly values = new Map<string, number>();

  constructor(choices: readonly Choice[] = []) {
    for (const { kind, line, column, subject, value } of choices) {
      this.values.set(keyOf(kind, { line, column }, subject), value);
    }
  }

  /** What is to be assumed there; undefined where the user chose nothing. */
  valueOf(kind: Choice['kind'], place: Place | null, subject: string): number | undefined {
    if (place === null || this.values.size === 0) return undefined;
    const { values } = this;
    return values.get(keyOf(kind, place, subject)) ?? values.get(keyOf(kind, place, null));
  }
}

function keyOf(kind: Choice['kind'], { line, column }: Place, subject: string | null): string {
  return JSON.stringify([kind, line, column, subject]);
}
