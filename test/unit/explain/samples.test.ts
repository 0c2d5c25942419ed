import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { languageIdOfFile } from '../../../src/core/language';
import { explain } from '../../support/explanations';

const root = join(__dirname, '../../..');
const goldens = join(root, 'test/fixtures/explain');

/** With UPDATE_GOLDENS=1 the files are written anew: read the difference before committing it. */
const update = process.env.UPDATE_GOLDENS === '1';

describe('explanations of the samples, and of programs with a point of each kind', () => {
  for (const folder of ['samples/python', 'samples/typescript', 'test/fixtures/explain/programs']) {
    for (const name of readdirSync(join(root, folder))) {
      const languageId = languageIdOfFile(name);
      if (languageId === undefined) continue;
      it(`are as reviewed: ${name}`, async () => {
        const explanations = await explain(
          languageId,
          readFileSync(join(root, folder, name), 'utf8'),
        );
        const text = `${JSON.stringify(explanations, null, 2)}\n`;
        const golden = join(goldens, `${basename(name)}.json`);
        if (update) {
          mkdirSync(goldens, { recursive: true });
          writeFileSync(golden, text);
        }
        assert.equal(text, readFileSync(golden, 'utf8'));
        // What cannot be known is one of the kinds.
        if (!folder.startsWith('samples/')) return;
        assert.deepEqual(
          explanations.filter(({ waitsFor }) => waitsFor === 'unknown'),
          [],
        );
      });
    }
  }
});
