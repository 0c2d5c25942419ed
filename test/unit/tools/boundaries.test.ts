import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = path.resolve(__dirname, '../../..');

/** Lints a text as if it stood in `file`, by the project's own configuration without the rules that need types. */
async function rulesBroken(file: string, text: string): Promise<(string | null)[]> {
  const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  assert.ok(result, `${file} is not linted at all`);
  return result.messages
    .map(({ ruleId }) => ruleId)
    .filter((rule) => rule === null || rule.startsWith('no-restricted-'));
}

describe('The linter keeps the import direction', () => {
  const imports = 'no-restricted-imports';
  const syntax = 'no-restricted-syntax';
  const globals = 'no-restricted-globals';
  const banned: readonly (readonly [file: string, text: string, rule: string])[] = [
    ['src/core/a.ts', `import * as vscode from 'vscode'; vscode.window;`, imports],
    ['src/core/explain/a.ts', `import type { Uri } from 'vscode'; export type A = Uri;`, imports],
    ['src/core/explain/a.ts', `export type A = import('vscode').Uri;`, syntax],
    ['src/core/a.ts', `export const a = import('vscode');`, syntax],
    ['src/core/a.ts', `import { readFile } from 'node:fs/promises'; readFile;`, imports],
    ['src/core/a.ts', `import { readFile } from 'fs/promises'; readFile;`, imports],
    ['src/core/a.ts', `import type { A } from '../editor/a'; export type B = A;`, imports],
    ['src/core/a.ts', `export { a } from '../protocol/messages';`, imports],
    ['src/core/a.ts', `export const a = () => document.title;`, globals],
    ['src/core/a.ts', `export const a = () => process.env;`, globals],
    ['src/core/syntax/a.ts', `import { a } from '../suspension/a'; a;`, imports],
    [
      'src/core/suspension/a.ts',
      `import type { A } from '../explain/types'; export type B = A;`,
      imports,
    ],
    ['src/core/trace/a.ts', `import { a } from '../replay/replay'; a;`, imports],
    ['src/core/simulate/python/a.ts', `import { a } from '../../replay/replay'; a;`, imports],
    ['src/protocol/a.ts', `import type { A } from '../webview/a'; export type B = A;`, imports],
    ['src/webview/a.tsx', `import type { Uri } from 'vscode'; export type A = Uri;`, imports],
    ['src/webview/a.ts', `import { a } from '../editor/a'; a;`, imports],
    ['src/webview/a.ts', `import path from 'node:path'; path;`, imports],
    ['src/webview/a.ts', `export const f = (e: Element) => { e.innerHTML = ''; };`, syntax],
    ['src/webview/a.ts', `export const f = (e: Element) => { e['outerHTML'] = ''; };`, syntax],
    [
      'src/webview/a.tsx',
      `export const a = <p dangerouslySetInnerHTML={{ __html: '' }} />;`,
      syntax,
    ],
    ['src/webview/a.ts', `export const f = () => { document.write(''); };`, syntax],
    ['src/recording/a.ts', `import { window } from 'vscode'; window;`, imports],
    ['src/cli/a.ts', `import type { Uri } from 'vscode'; export type A = Uri;`, imports],
    ['src/cli/a.ts', `import { a } from '../editor/a'; a;`, imports],
    ['src/editor/a.ts', `import type { A } from '../webview/a'; export type B = A;`, imports],
    ['src/editor/panel/a.ts', `import { a } from '../../cli/a'; a;`, imports],
    ['src/editor/a.ts', `import { spawn } from 'node:child_process'; spawn;`, imports],
    ['src/extension.ts', `import { a } from './core/analysis'; a;`, imports],
  ];
  for (const [file, text, rule] of banned) {
    it(`${file} may not contain ${text}`, async () => {
      assert.deepEqual(await rulesBroken(file, text), [rule]);
    });
  }

  const allowed: readonly (readonly [file: string, text: string])[] = [
    [
      'src/core/trace/a.ts',
      `import type { Keyword } from '../suspension/types'; export type A = Keyword;`,
    ],
    ['src/core/simulate/python/a.ts', `import { a } from '../../trace/writer'; a;`],
    ['src/core/syntax/a.ts', `import { Parser } from 'web-tree-sitter'; Parser;`],
    ['src/editor/a.ts', `import { window } from 'vscode'; window;`],
    ['src/cli/a.ts', `import { a } from '../recording/a'; import fs from 'node:fs'; a; fs;`],
    ['src/extension.ts', `import { register } from './editor/register'; register;`],
  ];
  for (const [file, text] of allowed) {
    it(`${file} may contain ${text}`, async () => {
      assert.deepEqual(await rulesBroken(file, text), []);
    });
  }
});

/** The rules that dependency-cruiser sees broken in a project of the given files. */
async function violations(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'await-lens-imports-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    const output = await new Promise<string>((resolve) => {
      execFile(
        process.execPath,
        [
          path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
          `--config=${path.join(root, '.dependency-cruiser.mjs')}`,
          '--output-type=json',
          'src',
        ],
        { cwd: folder },
        (_error, stdout) => resolve(stdout),
      );
    });
    const report = JSON.parse(output) as {
      summary: { violations: { from: string; to: string; rule: { name: string } }[] };
    };
    return report.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('dependency-cruiser keeps the import direction', () => {
  const empty = 'export {};';

  it('follows type-only imports and ones inside a type', async () => {
    assert.deepEqual(
      await violations({
        'src/core/a.ts': `import type { A } from '../editor/a'; export type B = A;`,
        'src/core/b.ts': `export type B = import('../editor/a').A;`,
        'src/editor/a.ts': 'export type A = 1;',
      }),
      [
        'core-imports: src/core/a.ts -> src/editor/a.ts',
        'core-imports: src/core/b.ts -> src/editor/a.ts',
      ],
    );
  });

  it('lets only the editor import vscode', async () => {
    const text = `import type { Uri } from 'vscode'; export type A = Uri;`;
    assert.deepEqual(
      await violations({
        'src/editor/a.ts': text,
        'src/extension.ts': text,
        'src/core/a.ts': text,
        'src/webview/a.ts': text,
        'src/protocol/a.ts': text,
      }),
      [
        'core-imports: src/core/a.ts -> vscode',
        'protocol-imports: src/protocol/a.ts -> vscode',
        'webview-imports: src/webview/a.ts -> vscode',
      ],
    );
  });

  it('lets only the recorder and the command line import Node', async () => {
    const text = `import { readFile } from 'node:fs'; readFile;`;
    assert.deepEqual(
      await violations({
        'src/cli/a.ts': text,
        'src/recording/a.ts': text,
        'src/core/a.ts': text,
        'src/editor/a.ts': text,
      }),
      ['core-imports: src/core/a.ts -> fs', 'editor-imports: src/editor/a.ts -> fs'],
    );
  });

  it('finds a cycle, even of types', async () => {
    const broken = await violations({
      'src/core/a.ts': `import type { B } from './b'; export type A = B | 1;`,
      'src/core/b.ts': `import type { A } from './a'; export type B = A | 2;`,
    });
    assert.deepEqual(
      broken.map((violation) => violation.split(':')[0]),
      ['no-cycles'],
    );
  });

  it('keeps the folders of the core in order', async () => {
    assert.deepEqual(
      await violations({
        'src/core/syntax/a.ts': `import '../suspension/types';`,
        'src/core/trace/format.ts': `import type { A } from '../suspension/types'; export type B = A;`,
        'src/core/trace/writer.ts': `import { a } from '../suspension/types'; a;`,
        'src/core/replay/a.ts': `import '../simulate/a';`,
        'src/core/simulate/a.ts': `import '../trace/format';`,
        'src/core/suspension/types.ts': `export type A = 1; export const a = 1;`,
        'src/core/position.ts': `import './syntax/b';`,
        'src/core/syntax/b.ts': empty,
      }),
      [
        'core-replay-imports: src/core/replay/a.ts -> src/core/simulate/a.ts',
        'core-root-stays-below: src/core/position.ts -> src/core/syntax/b.ts',
        'core-syntax-imports: src/core/syntax/a.ts -> src/core/suspension/types.ts',
        'core-trace-takes-words-only: src/core/trace/writer.ts -> src/core/suspension/types.ts',
      ],
    );
  });
});
