/** The mark on both sides of a piece that the recorder has inserted in a line of source. */
export const mark = '\v';

/** A piece; a text may be cut off inside of one. */
const pieces = new RegExp(`${mark}[^${mark}]*(?:${mark}|$)`, 'g');

/**
 * What a program writes to standard error, without the recorder's pieces in lines of source that Node itself shows there and
 * no code of the recorder's could change: those of a top-level `await` that is never settled
 * (`ModuleWrap::CheckUnsettledTopLevelAwait` in Node's src/module_wrap.cc). The caret below moves along.
 */
export function withoutPieces(bytes: Buffer): Buffer {
  if (!bytes.includes(mark)) return bytes;
  // Latin-1 keeps every byte.
  const lines = bytes.toString('latin1').split('\n');
  const shown = lines.map((line, index) => {
    const above = lines[index - 1] ?? '';
    if (isInstrumented(line)) return line.replace(pieces, '');
    if (!isInstrumented(above) || !/^\s*\^$/.test(line)) return line;
    const before = above.slice(0, line.length - 1).replace(pieces, '');
    return `${before.replace(/[^\t]/g, ' ')}^`;
  });
  return Buffer.from(shown.join('\n'), 'latin1');
}

function isInstrumented(line: string): boolean {
  return line.includes(mark) && line.includes('$awaitLens.');
}
