import { ArrayObject } from '../values/array';
import type { Value } from '../values/object';
import type { InspectContext } from './context';

/** How util.inspect arranges entries on lines (`reduceToSingleString`, `groupArrayElements`). */
export function reduceToSingleString(
  context: InspectContext,
  entries: string[],
  base: string,
  braces: readonly [string, string],
  array: boolean,
  recurseTimes: number,
  value: Value,
): string {
  let output = entries;
  const before = base === '' ? '' : `${base} `;
  if (context.compact >= 1) {
    const count = output.length;
    if (array && count > 6) output = groupArrayElements(context, output, value);
    if (context.currentDepth - recurseTimes < context.compact && count === output.length) {
      // Entries that were not grouped and are not too deep go on one line if that is short enough.
      const start = output.length + context.indentationLevel + braces[0].length + base.length + 10;
      if (isBelowBreakLength(context, output, start, base)) {
        const joined = output.join(', ');
        if (!joined.includes('\n')) return `${before}${braces[0]} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(context.indentationLevel)}`;
  return `${before}${braces[0]}${indentation}  ${output.join(`,${indentation}  `)}${indentation}${braces[1]}`;
}

function isBelowBreakLength(
  context: InspectContext,
  output: readonly string[],
  start: number,
  base: string,
): boolean {
  let total = output.length + start;
  if (total + output.length > context.breakLength) return false;
  for (const entry of output) {
    total += entry.length;
    if (total > context.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

/** Puts the elements of a long array in columns. */
function groupArrayElements(context: InspectContext, output: string[], value: Value): string[] {
  let total = 0;
  let longest = 0;
  let index = 0;
  const hasRest = value instanceof ArrayObject && context.maxArrayLength < value.items.length;
  const length = hasRest ? output.length - 1 : output.length;
  const separatorSpace = 2;
  const lengths = new Array<number>(length);
  for (; index < length; index++) {
    const width = displayWidth(output[index] ?? '');
    lengths[index] = width;
    total += width + separatorSpace;
    if (longest < width) longest = width;
  }
  const actualMax = longest + separatorSpace;
  if (
    actualMax * 3 + context.indentationLevel >= context.breakLength ||
    !(total / actualMax > 5 || longest <= 6)
  ) {
    return output;
  }
  const approximateCharHeights = 2.5;
  const averageBias = Math.sqrt(actualMax - total / output.length);
  const biasedMax = Math.max(actualMax - 3 - averageBias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(approximateCharHeights * biasedMax * length) / biasedMax),
    Math.floor((context.breakLength - context.indentationLevel) / actualMax),
    context.compact * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths: number[] = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let n = column; n < length; n += columns) width = Math.max(width, lengths[n] ?? 0);
    widths.push(width + separatorSpace);
  }
  const items = value instanceof ArrayObject ? value.items : [];
  const numbers = items.every((item) => typeof item === 'number' || typeof item === 'bigint');
  const lines: string[] = [];
  for (let row = 0; row < length; row += columns) {
    const max = Math.min(row + columns, length);
    let line = '';
    let n = row;
    for (; n < max - 1; n++) {
      const padding = (widths[n - row] ?? 0) + (output[n] ?? '').length - (lengths[n] ?? 0);
      const cell = `${output[n]}, `;
      line += numbers ? cell.padStart(padding) : cell.padEnd(padding);
    }
    if (numbers) {
      const padding =
        (widths[n - row] ?? 0) + (output[n] ?? '').length - (lengths[n] ?? 0) - separatorSpace;
      line += (output[n] ?? '').padStart(padding);
    } else line += output[n] ?? '';
    lines.push(line);
  }
  if (hasRest) lines.push(output[length] ?? '');
  return lines;
}

/** Columns on a terminal: East Asian wide characters and emoji take two (`getStringWidth`). */
export function displayWidth(text: string): number {
  let width = 0;
  for (const char of text.normalize('NFC')) {
    const code = char.codePointAt(0) ?? 0;
    if (/\p{Mark}|\u200d|[\ufe00-\ufe0f]/u.test(char)) continue;
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      (code >= 0x1f300 && code <= 0x1faff) ||
      (code >= 0x20000 && code <= 0x3fffd);
    width += wide ? 2 : 1;
  }
  return width;
}
