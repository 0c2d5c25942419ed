import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findPythons } from '../../../support/pythons';

const root = path.resolve(__dirname, '../../../..');
const page = readFileSync(path.join(root, 'docs/ORDERING.md'), 'utf8');
const section = page.slice(page.indexOf('## Python'), page.indexOf('### Where a real order'));
const rules = [...section.matchAll(/^\| .*\| `(\w+\.py)` `(\w+)` +\| `(\w+\.py)` +\|$/gm)].map(
  ([, file = '', name = '', fixture = '']) => ({ file, name, fixture }),
);
const python = findPythons().find(({ version }) => version.startsWith('3.13.'));

describe('docs/ORDERING.md, on Python', () => {
  it('names for each rule a source and a fixture', () => {
    const rows = section.match(/^\| (?!-|what happens)/gm) ?? [];
    assert.equal(rules.length, rows.length);
    assert.ok(rules.length > 20);
    for (const { fixture } of rules) {
      const file = path.join(root, 'test/fixtures/walkthrough/python', fixture);
      assert.ok(existsSync(file), fixture);
    }
  });

  it('names functions that asyncio of CPython 3.13 has', function () {
    if (!python) this.skip();
    const script = 'import asyncio; print(asyncio.__path__[0])';
    const folder = execFileSync(python.path, ['-c', script], { encoding: 'utf8' }).trim();
    for (const { file, name } of rules) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      assert.match(source, new RegExp(`def ${name}\\(`), `${file} ${name}`);
    }
  });
});
