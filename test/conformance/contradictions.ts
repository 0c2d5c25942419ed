import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { contradicts } from '../../src/core/explain/contradiction';
import type { WaitsFor } from '../../src/core/explain/types';
import { languageIdOfFile } from '../../src/core/language';
import { findNodes } from '../support/nodes';
import { findPythons } from '../support/pythons';
import { record } from '../support/recordings';
import { reader } from '../support/syntax';

/*
 * `npm run check:contradictions [FOLDER…]`: records programs and holds what their awaits really waited for against what the
 * explanations say. Without folders: the samples, and the corpus (or $AWAIT_LENS_CORPUS) if it is there.
 */

const corpus = process.env.AWAIT_LENS_CORPUS ?? path.join(__dirname, '../../../shared/corpus');
const samples = ['python', 'typescript'].map((name) => path.join(__dirname, '../../samples', name));
const folders = process.argv.length > 2 ? process.argv.slice(2) : [...samples, corpus];

interface Checked {
  readonly points: number;
  readonly contradictions: readonly string[];
}

async function check(file: string, interpreter: string): Promise<Checked> {
  const text = readFileSync(file, 'utf8');
  const { end } = await record(file, interpreter, { timeout: 60_000 });
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', text);
  try {
    const seen = new Map<string, Set<WaitsFor>>();
    for (const event of end.trace.events) {
      if (event.kind !== 'suspend') continue;
      const key = `${event.line}:${event.column}`;
      const kinds = seen.get(key);
      if (kinds) kinds.add(event.waitsFor);
      else seen.set(key, new Set([event.waitsFor]));
    }
    let points = 0;
    const contradictions = analysis.suspensions.points.flatMap(({ range: { start } }, index) => {
      const place = `${start.line + 1}:${start.character + 1}`;
      const kinds = seen.get(place);
      if (kinds === undefined) return [];
      points++;
      const explanation = analysis.explain(index);
      const other = [...kinds].find((kind) => contradicts(explanation, kind));
      if (other === undefined) return [];
      const said = `${explanation.suspends} ${explanation.waitsFor}`;
      return [`${path.basename(file)}:${place}: explained as ${said}, recorded ${other}`];
    });
    return { points, contradictions };
  } finally {
    analysis.dispose();
  }
}

async function main(): Promise<void> {
  const python = findPythons('3.11').at(-1)?.path;
  const node = findNodes().nodes.at(-1)?.path;
  let [programs, points, wrong, without] = [0, 0, 0, 0];
  for (const folder of folders.filter((name) => existsSync(name)))
    for (const name of readdirSync(folder).filter((each) => languageIdOfFile(each))) {
      const interpreter = name.endsWith('.py') ? python : node;
      if (interpreter === undefined) {
        without++;
        continue;
      }
      const checked = await check(path.join(folder, name), interpreter);
      programs++;
      points += checked.points;
      wrong += checked.contradictions.length;
      for (const line of checked.contradictions) console.log(line);
    }
  console.log(
    `${programs} programs, ${points} suspension points that suspended, ${wrong} contradictions` +
      (without > 0 ? `; ${without} programs without an interpreter` : ''),
  );
  process.exitCode = wrong > 0 ? 1 : 0;
}

void main();
