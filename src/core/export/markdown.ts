import * as l10n from '@vscode/l10n';
import type { ComparedAwait } from '../compare/compare';
import type { Pair } from '../compare/pairs';
import { awaitName, countsLabel, timeHeads } from '../compare/words';
import { differenceLabel, durationLabel } from '../replay/words';

/** Rows that a reader can take in; more are counted. */
const maxRows = 100;

/**
 * Awaits of a comparison as a table in GitHub Flavored Markdown (github.github.com/gfm/#tables-extension-), to be pasted into a pull
 * request. `titles`: what the two traces are called.
 */
export function toMarkdown(titles: Pair<string>, awaits: readonly ComparedAwait[]): string {
  const heads = [l10n.t('Await'), ...timeHeads()];
  const rows = awaits
    .slice(0, maxRows)
    .map(({ site, before, after, differenceMs }) => [
      awaitName(site),
      durationLabel(before.totalMs),
      durationLabel(after.totalMs),
      differenceLabel(differenceMs),
      countsLabel(before.count, after.count),
    ]);
  const lines = [
    l10n.t('Before: {0}. After: {1}.', clean(titles.before ?? ''), clean(titles.after ?? '')),
    '',
    rowOf(heads),
    `| --- |${' ---: |'.repeat(heads.length - 1)}`,
    ...rows.map(rowOf),
  ];
  if (awaits.length > maxRows) lines.push('', l10n.t('{0} more', awaits.length - maxRows));
  return `${lines.join('\n')}\n`;
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map(clean).join(' | ')} |`;
}

/** A text on one line, in which nothing has a meaning in Markdown or HTML, and no address becomes a link. */
function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>()!|&~:@]/g, String.raw`\$&`);
}
