/**
 * Walks through every async function of real code as if the panel were opened there, with its parameters unknown: CPython's asyncio and
 * its tests, Python packages of Debian's and packages of npm's. Prints how many walkthroughs there were, how many came to nothing, gave up,
 * were cut or were slow, then what was most often not modelled: the next things to write. Fails where one throws or cannot go on.
 *
 * Usage: npm run check:functions [-- [--only TEXT] [--every N] [FOLDER...]]
 *   --only TEXT   only the corpora whose name has this text
 *   --every N     only every N-th function
 *   FOLDER...     other folders of .py / .ts / .js files, instead of the packages
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { walkThrough } from '../../src/core/simulate/walkthrough';
import type { Trace } from '../../src/core/trace/format';
import { reader } from '../support/syntax';
import type { Corpus } from './packages';
import { corpora, sourcesIn } from './packages';

/** A walkthrough that takes longer keeps the reader waiting, in ms. */
const slow = 1000;

/** How many of the most frequent reasons are printed. */
const mostReasons = 15;

/** What can come of a walkthrough, besides a whole one. */
type Outcome = 'threw' | 'no trace' | 'gave up' | 'empty' | 'cut' | 'slow';

const words: Readonly<Record<Outcome, string>> = {
  threw: 'threw',
  'no trace': 'gave no trace',
  'gave up': 'cannot go on',
  empty: 'show nothing',
  cut: 'cut at a limit',
  slow: `slower than ${slow} ms`,
};

interface Counted {
  count: number;
  readonly example: string;
}

class Tally {
  functions = 0;
  readonly outcomes = new Map<Outcome, string[]>();
  readonly reasons = new Map<string, Counted>();

  note(outcome: Outcome, place: string): void {
    this.outcomes.set(outcome, [...(this.outcomes.get(outcome) ?? []), place]);
  }

  because(reason: string, example: string): void {
    const known = this.reasons.get(reason);
    if (known) known.count++;
    else this.reasons.set(reason, { count: 1, example });
  }

  get failed(): boolean {
    return this.outcomes.has('threw') || this.outcomes.has('gave up');
  }
}

function judge(tally: Tally, trace: Trace, place: string): void {
  const said = new Set<string>();
  for (const { kind, text, line } of trace.assumptions) {
    if (kind === 'limit') tally.note('cut', `${place}: ${text}`);
    if (kind !== 'unsupported') continue;
    if (text.includes('cannot go on')) tally.note('gave up', `${place}: ${text}`);
    // One function counts once for each reason.
    if (!said.has(text)) tally.because(text, `${place}, line ${line ?? '?'}`);
    said.add(text);
  }
  if (trace.events.length === 0) tally.note('empty', place);
}

/** Minified code is not what people open a panel in. */
function isReadable(text: string): boolean {
  return text.length / (text.split('\n').length + 1) < 120;
}

async function walkAll({ folder }: Corpus, every: number, tally: Tally): Promise<void> {
  let index = 0;
  for (const path of sourcesIn(folder)) {
    const text = readFileSync(path, 'utf8');
    if (!/\bawait\b|\basync\b/.test(text) || !isReadable(text)) continue;
    const analysis = await Analysis.open(reader, languageIdOfFile(path) ?? '', text);
    const { functions } = analysis.suspensions;
    for (const info of functions) {
      if (!info.async || index++ % every !== 0) continue;
      const namesakes = functions.filter(({ name }) => name === info.name);
      const place = `${path.replace(/^.*\/(?=[^/]*\/[^/]*$)/, '')} ${info.name}`;
      tally.functions++;
      const started = performance.now();
      try {
        const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
          entry: { kind: 'function', name: info.name, occurrence: namesakes.indexOf(info) },
          file: basename(path),
        });
        if ('trace' in walkthrough) judge(tally, walkthrough.trace, place);
        else tally.note('no trace', `${place}: ${walkthrough.problem}`);
      } catch (thrown) {
        tally.note('threw', `${place}: ${String(thrown)}`);
      }
      const ms = performance.now() - started;
      if (ms > slow) tally.note('slow', `${place}: ${Math.round(ms)} ms`);
    }
    analysis.dispose();
  }
}

function print(title: string, { functions, outcomes, reasons }: Tally): void {
  const parts = [...outcomes].map(([outcome, places]) => `${places.length} ${words[outcome]}`);
  console.log(`${title}: ${functions} functions${parts.map((part) => `, ${part}`).join('')}`);
  for (const [outcome, places] of outcomes) {
    for (const place of places.slice(0, 5)) console.log(`  ${words[outcome]}: ${place}`);
  }
  const sorted = [...reasons].sort(([, a], [, b]) => b.count - a.count);
  for (const [reason, { count, example }] of sorted.slice(0, mostReasons)) {
    console.log(`  ${String(count).padStart(5)}  ${reason}   e.g. ${example}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', default: '' }, every: { type: 'string', default: '1' } },
  });
  const chosen: readonly Corpus[] =
    positionals.length > 0
      ? positionals.map((folder) => ({ title: folder, folder, roots: [folder] }))
      : corpora().filter(({ title }) => title.includes(values.only));
  for (const corpus of chosen) {
    const tally = new Tally();
    await walkAll(corpus, Math.max(1, Number(values.every)), tally);
    print(corpus.title, tally);
    if (tally.failed) process.exitCode = 1;
  }
}

void main();
