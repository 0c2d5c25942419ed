import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { Analysis } from '../../../../src/core/analysis';
import { languageIdOfFile } from '../../../../src/core/language';
import { instrument } from '../../../../src/recording/node/instrument';
import { parserOptions } from '../../../../src/recording/node/parsing';
import { mark } from '../../../../src/recording/node/shown';
import { plainTree } from '../../../support/plain-tree';
import { reader } from '../../../support/syntax';

const root = path.join(__dirname, '../../../..');

const files = ['test/fixtures/recording/node', 'samples/typescript'].flatMap(programsIn);
const walkthroughs = programsIn('test/fixtures/walkthrough/javascript');

function programsIn(folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .filter((name) => /\.[cm]?[jt]s$/.test(name) && name !== 'syntax-error.js')
    .map((name) => path.join(root, folder, name));
}

function instrumented(file: string, text: string) {
  const module = !/\.c?js$/.test(file);
  return instrument(text, { file, module, main: true, using: true, firstId: 1 });
}

/** Takes out what was inserted. */
function withoutPieces(code: string): string {
  return code
    .split(mark)
    .filter((_, index) => index % 2 === 0)
    .join('');
}

describe('instrumented source', () => {
  for (const file of files)
    it(`is ${path.basename(file)} itself but for the pieces, on the same lines`, () => {
      const text = readFileSync(file, 'utf8');
      const { code } = instrumented(file, text);
      assert.equal(withoutPieces(code), text);
      const pieces = code.split(mark).filter((_, index) => index % 2 === 1);
      assert.ok(pieces.length > 0 && pieces.every((piece) => !/[\n\r]/.test(piece)));
    });

  for (const file of [...files, ...walkthroughs])
    it(`is the program of ${path.basename(file)} but for the recorder's calls`, () => {
      const text = readFileSync(file, 'utf8');
      const options = parserOptions(file, !/\.c?js$/.test(file));
      assert.deepEqual(plainTree(instrumented(file, text).code, options), plainTree(text, options));
    });

  for (const file of files)
    it(`has the suspension points and functions of ${path.basename(file)} where the analysis has them`, async () => {
      const text = readFileSync(file, 'utf8');
      const { definitions } = instrumented(file, text);
      const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? 'javascript', text);
      const points = analysis.suspensions.points.map(
        ({ keyword, range }) => `${keyword} ${range.start.line + 1}:${range.start.character + 1}`,
      );
      const functions = analysis.suspensions.functions
        // A function that cannot be wrapped is left alone; see the last test.
        .filter((found) => found.async && found.name !== 'shadow')
        .map(({ name, range }) => `${name} ${range.start.line + 1}:${range.start.character + 1}`);
      analysis.dispose();
      const sites = definitions.sites.filter(({ keyword }) => keyword !== 'callback');
      assert.deepEqual(
        sites.map(({ keyword, line, column }) => `${keyword} ${line}:${column}`).sort(),
        points.sort(),
      );
      assert.deepEqual(
        definitions.functions
          .filter(({ name }) => name !== '<module>')
          .map(({ name, line, column }) => `${name} ${line}:${column}`)
          .sort(),
        functions.sort(),
      );
    });

  it('keeps a comma expression, a directive and an empty body what they are', () => {
    const text = `'use strict';\nasync () => 1;\nasync function f() { 'use x'; return 1, 2; }\nasync function g() {}`;
    const { code } = instrument(text, { file: 'a.js', module: false, main: true, firstId: 1 });
    assert.ok(code.startsWith(`'use strict';${mark};const $al`));
    assert.ok(code.includes(`{ 'use x';${mark};const $al`));
    assert.ok(code.replaceAll(mark, '').includes('$awaitLens.give($al,( 1, 2))'));
    assert.doesNotThrow(() => new Script(code));
  });

  for (const start of [
    `'use strict'\n`,
    '#!/usr/bin/env node\n',
    `#!/usr/bin/env node\r\n'use strict'\r\n`,
  ])
    it(`runs a program that begins with ${JSON.stringify(start)}`, () => {
      const text = `${start}async function f() { 'use x'\n return 1 }`;
      const { code } = instrument(text, { file: 'a.js', module: false, main: true, firstId: 1 });
      assert.doesNotThrow(() => new Script(code));
      // What is inserted is code, and no part of the comment.
      const first = code.split('\n')[0] ?? '';
      assert.ok(!first.startsWith('#!') || !first.includes('$al'), first);
      if (start.includes('use strict')) assert.match(code, /'use strict'\v;const \$al/);
    });

  it('leaves a function alone in which a name is both a var and a function', () => {
    const text = 'async function f() { await 1; var x; function x() {} }';
    const { code } = instrument(text, { file: 'a.js', module: false, main: false, firstId: 1 });
    assert.equal(code, text);
  });
});
