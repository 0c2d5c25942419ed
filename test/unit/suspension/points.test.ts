import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { languageIdOfFile } from '../../../src/core/language';
import { findPythons } from '../../support/pythons';
import { differences } from '../../conformance/compare';
import { judgePython } from '../../conformance/python';
import { judgeTypeScript } from '../../conformance/typescript';

const fixtures = readdirSync(resolve('test/fixtures/points')).map((name) =>
  resolve('test/fixtures/points', name),
);
const isPython = (path: string): boolean => languageIdOfFile(path) === 'python';

/** The same program as other editors and other systems save it. */
const variants: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with lone CR': (text) => text.replaceAll('\n', '\r'),
  'with a byte order mark': (text) => (text.startsWith('#!') ? text : `\uFEFF${text}`),
  'with form feeds': (text) => text.replaceAll('\n\n', '\n\f\n'),
};

describe("suspension points against the languages' own parsers", () => {
  describe('TypeScript', () => {
    for (const path of fixtures.filter((fixture) => !isPython(fixture))) {
      for (const [how, change] of Object.entries(variants)) {
        it(`agrees on ${basename(path)} ${how}`, async () => {
          const text = change(readFileSync(path, 'utf8'));
          const reference = judgeTypeScript(path, text);
          assert.ok(reference, 'TypeScript rejects it');
          assert.deepEqual(await differences(languageIdOfFile(path) ?? '', text, reference), []);
        });
      }
    }
  });

  const pythons = findPythons();
  if (pythons.length === 0) it('CPython 3.11 or later, of which none is here');
  for (const python of pythons) {
    describe(`CPython ${python.version}`, () => {
      let folder: string;
      before(() => (folder = mkdtempSync(join(tmpdir(), 'await-lens-points-'))));
      after(() => {
        rmSync(folder, { recursive: true });
      });

      it('agrees on the fixtures, however they are saved', async () => {
        const files: string[] = [];
        for (const path of fixtures.filter(isPython)) {
          for (const [how, change] of Object.entries(variants)) {
            const file = join(folder, `${basename(path, '.py')} ${how}.py`);
            writeFileSync(file, change(readFileSync(path, 'utf8')));
            files.push(file);
          }
        }
        let judged = 0;
        for await (const { path, text, reference } of judgePython(python, files)) {
          // An older Python need not know all that newer ones added, but each knows Python 3.8.
          if (!reference && !path.includes('python38')) continue;
          assert.ok(reference, `${path} is rejected`);
          assert.deepEqual(await differences('python', text, reference), [], path);
          judged++;
        }
        assert.ok(judged >= Object.keys(variants).length);
      });
    });
  }
});
