import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { Analysis } from '../../../../src/core/analysis';
import { languageIdOfFile } from '../../../../src/core/language';
import { findNodes } from '../../../support/nodes';
import { runPlain, runRecorded } from '../../../support/run-node';
import { reader } from '../../../support/syntax';

const folder = path.join(__dirname, '../../../fixtures/recording/typescript');
const files = readdirSync(folder).filter((name) => /\.c?tsx?$/.test(name));

/** Where the analysis sees suspension points: `LINE:COLUMN`, from 1. */
async function pointsOf(file: string): Promise<string[]> {
  const text = readFileSync(file, 'utf8');
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', text);
  const points = analysis.suspensions.points.map(
    ({ range: { start } }) => `${start.line + 1}:${start.character + 1}`,
  );
  analysis.dispose();
  return points.sort();
}

/** The judge is another compiler: what esbuild makes of a program runs plain. */
for (const node of findNodes().nodes)
  describe(`A recording of TypeScript on Node ${node.version}`, () => {
    let built = '';
    before(() => (built = mkdtempSync(path.join(tmpdir(), 'await-lens-'))));
    after(() => rmSync(built, { recursive: true }));

    for (const name of files)
      it(`runs ${name} as compiled, and suspends where the source does`, async () => {
        const file = path.join(folder, name);
        const outfile = path.join(built, `${name}.cjs`);
        const tsconfig = path.join(folder, 'tsconfig.json');
        buildSync({ entryPoints: [file], outfile, tsconfig, bundle: true, platform: 'node' });
        const plain = await runPlain(node.path, outfile);
        const { trace, stdout, stderr, status } = await runRecorded(node.path, file);
        assert.deepEqual(
          { stdout, stderr, status },
          { stdout: plain.stdout, stderr: '', status: 0 },
        );
        const places = trace.events.flatMap((event) =>
          event.kind === 'suspend' ? [`${event.line}:${event.column}`] : [],
        );
        assert.deepEqual([...new Set(places)].sort(), await pointsOf(file));
      });
  });
