const [letter, digit] = [1, 2];

/** What each character of ASCII is in a word; zero for those that stand in none. */
const partOfWord = Uint8Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z_$]/.test(character) ? letter : /\d/.test(character) ? digit : 0;
});

/** Everything outside ASCII counts as a letter, which names may have too. */
function partOf(code: number): number {
  return partOfWord[code] ?? letter;
}

/** For how many UTF-16 code units of a text there is one list: about as many lists as it has words of different names. */
const unitsPerList = 16;

/**
 * Where the words of a text stand. A text has thousands, of which few are ever asked for: so each is only put into the list of
 * the words with its hash, and compared when one of them is looked up.
 */
export class Words {
  private readonly known = new Map<string, readonly number[]>();
  /** Where each word starts, in source order; in UTF-16 code units. */
  private readonly starts: Int32Array;
  /** For each word, the index of the one before it in its list; -1 for the first. */
  private readonly before: Int32Array;
  /** For each list, the index of the last word in it; -1 for none. A power of two of them. */
  private readonly last: Int32Array;

  constructor(private readonly text: string) {
    const { length } = text;
    // Between two words there is at least one character.
    const most = (length + 1) >> 1;
    const starts = new Int32Array(most);
    const before = new Int32Array(most);
    const last = new Int32Array(1 << (32 - Math.clz32(length / unitsPerList))).fill(-1);
    let count = 0;
    for (let at = 0; at < length; at++) {
      if (partOf(text.charCodeAt(at)) !== letter) continue;
      starts[count] = at;
      let hash = 0;
      for (; at < length; at++) {
        const code = text.charCodeAt(at);
        if (partOf(code) === 0) break;
        hash = mixed(hash, code);
      }
      const list = hash & (last.length - 1);
      before[count] = last[list] ?? -1;
      last[list] = count++;
    }
    this.starts = starts;
    this.before = before;
    this.last = last;
  }

  /** Where a word stands, in source order. */
  offsetsOf(word: string): readonly number[] {
    let offsets = this.known.get(word);
    if (!offsets) {
      offsets = this.find(word);
      this.known.set(word, offsets);
    }
    return offsets;
  }

  private find(word: string): readonly number[] {
    const { text, starts, before, last } = this;
    let hash = 0;
    for (let at = 0; at < word.length; at++) {
      const code = word.charCodeAt(at);
      const part = partOf(code);
      if (part === 0 || (at === 0 && part !== letter)) return [];
      hash = mixed(hash, code);
    }
    const offsets: number[] = [];
    let index = last[hash & (last.length - 1)] ?? -1;
    for (; index >= 0; index = before[index] ?? -1) {
      const start = starts[index] ?? 0;
      const end = start + word.length;
      const isWhole = end >= text.length || partOf(text.charCodeAt(end)) === 0;
      if (isWhole && text.startsWith(word, start)) offsets.push(start);
    }
    return offsets.reverse();
  }
}

function mixed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}
