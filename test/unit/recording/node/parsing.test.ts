import assert from 'node:assert/strict';
import { isModule } from '../../../../src/recording/node/parsing';

describe('Whether a file is an ES module', () => {
  const cases: readonly [text: string, isOne: boolean][] = [
    ["import a from 'b';", true],
    ['await null;', true],
    ['export const a = 1;', true],
    ["const a = require('b');", false],
    ["import a = require('b');\nconsole.log(a);", false],
    ["import type a = require('b');\nexport = a;", false],
    ["import a = require('b');\nexport const c = a;", true],
    ['namespace N { export const a = 1; }\nenum E { A }', false],
    ['namespace N { export const a = 1; }\nawait N.a;', true],
    ['console.log(import.meta.url);', true],
    ['return 1;', false],
    ['for await (const a of []);', true],
    ['async () => { await 1; };', false],
    ["export * from 'a';", true],
    ['export default 1;', true],
    ['export {};', true],
    ["import a = require('b');\nimport c from 'd';", true],
  ];
  for (const [text, isOne] of cases)
    it(`${isOne ? 'is' : 'is not'} said by ${text.replaceAll('\n', ' ')}`, () => {
      assert.equal(isModule(text, '/program.ts'), isOne);
    });
});
