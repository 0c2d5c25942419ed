/** The mark on both sides of a piece that the recorder has inserted in a line of source. */
export const mark = '\v';

/** A piece; a text may be cut off inside of one. */
const pieces = new RegExp(`${mark}[^${mark}]*(?:${mark}|$)`, 'g');

/**
 * What a program writes to standard error, without the recorder's pieces in lines of source that Node itself shows there:
 * where an exception was thrown (`GetErrorSource` in its src/node_errors.cc), and a top-level `await` that is never settled
 * (`ModuleWrap::CheckUnsettledTopLevelAwait` in its src/module_wrap.cc). The carets below move along.
 */
export function withoutPieces(bytes: Buffer): Buffer {
  if (!bytes.includes(mark)) return bytes;
  // Latin-1 keeps every byte.
  const lines = bytes.toString('latin1').split('\n');
  const shown = lines.map((line, index) => {
    const above = lines[index - 1] ?? '';
    if (isInstrumented(line)) return line.replace(pieces, '');
    const carets = /^\s*(\^+)$/.exec(line)?.[1];
    if (carets === undefined || !isInstrumented(above)) return line;
    return indent(above, line.length - carets.length) + carets;
  });
  return Buffer.from(shown.join('\n'), 'latin1');
}

/** As far as Node indents carets below a column of a line: it counts in UTF-16, and looks for tabs in the bytes. */
function indent(line: string, column: number): string {
  const before = Buffer.from(line, 'latin1').toString().slice(0, column).replace(pieces, '');
  const bytes = line.replace(pieces, '');
  return Array.from({ length: before.length }, (_, at) => (bytes[at] === '\t' ? '\t' : ' ')).join(
    '',
  );
}

function isInstrumented(line: string): boolean {
  return line.includes(mark) && line.includes('$awaitLens.');
}
