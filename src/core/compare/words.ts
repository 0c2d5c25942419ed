import * as l10n from '@vscode/l10n';
import type { TraceTask } from '../trace/format';
import type { Site } from './outline';
import type { Pair } from './pairs';

/** A task as both traces call it: `Task-2  order_coffee`, `order #2`. */
export function taskName({ before, after }: Pair<TraceTask>): string {
  const names = [before, after].flatMap((task) => task?.name ?? []);
  const name = [...new Set(names)].join(' → ');
  const runs = (before ?? after)?.function ?? '';
  return name === runs ? name : `${name}  ${runs}`;
}

/** An await where both traces have it: `await on line 11 → 14 of order_coffee`. */
export function awaitName({ before, after }: Pair<Site>): string {
  const lines = [before, after].flatMap((site) => (site ? [String(site.line)] : []));
  const { keyword = '', function: owner = '' } = before ?? after ?? {};
  return l10n.t('{0} on line {1} of {2}', keyword, [...new Set(lines)].join(' → '), owner);
}

/** What the figures of an await or task are called, in their order. */
export function timeHeads(): string[] {
  return [l10n.t('Before'), l10n.t('After'), l10n.t('Difference'), l10n.t('Times')];
}

/** `3 → 4`, or one number where both are the same. */
export function countsLabel(before: number, after: number): string {
  return before === after ? String(after) : l10n.t('{0} → {1}', before, after);
}
