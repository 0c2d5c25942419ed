import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { contradicts } from '../../src/core/explain/contradiction';
import { languageIdOfFile } from '../../src/core/language';
import { measuredWaits } from '../../src/core/trace/measured';
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
    const { points } = analysis.suspensions;
    const measured = measuredWaits(end.trace, points);
    const contradictions = [...measured].flatMap(([index, { waitsFor }]) => {
      const explanation = analysis.explain(index);
      const start = points[index]?.range.start;
      if (!start || !contradicts(explanation, waitsFor)) return [];
      const place = `${path.basename(file)}:${start.line + 1}:${start.character + 1}`;
      const said = `${explanation.suspends} ${explanation.waitsFor}`;
      return [`${place}: explained as ${said}, recorded ${waitsFor.join(', ') || 'suspended'}`];
    });
    return { points: measured.size, contradictions };
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
