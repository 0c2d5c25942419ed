import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findPythons } from '../../../support/pythons';

const root = path.resolve(__dirname, '../../../..');
const page = readFileSync(path.join(root, 'docs/ORDERING.md'), 'utf8');
const section = page.slice(page.indexOf('## Python'), page.indexOf('### Where a real order'));
const rules = [
  ...section.matchAll(/^\| .*\| `(\w+\.py)` `([\w.]+)` \((\d+)\) +\| `(\w+\.py)` +\|$/gm),
].map(([, file = '', name = '', line = '', fixture = '']) => ({
  file,
  name: name.split('.').at(-1) ?? '',
  line: Number(line),
  fixture,
}));
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

  it('names functions that asyncio of CPython 3.13 has, with their lines in 3.13.0', function () {
    if (!python) this.skip();
    const script = 'import asyncio; print(asyncio.__path__[0])';
    const folder = execFileSync(python.path, ['-c', script], { encoding: 'utf8' }).trim();
    for (const { file, name, line } of rules) {
      const source = readFileSync(path.join(folder, file), 'utf8');
      const definition = new RegExp(`def ${name}\\(`);
      assert.match(source, definition, `${file} ${name}`);
      if (python.version === '3.13.0')
        assert.match(source.split('\n')[line - 1] ?? '', definition, `${file}:${line} ${name}`);
    }
  });
});
