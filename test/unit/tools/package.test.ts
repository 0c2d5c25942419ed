import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(__dirname, '../../..');

describe('The package', () => {
  let files: string[] = [];

  before(async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'],
      { cwd: root },
    );
    files = stdout.trim().split('\n');
  });

  it('has everything that runs (after npm run build)', () => {
    const needed = [
      'package.json',
      'package.nls.json',
      'LICENSE',
      'dist/extension.js',
      'dist/analyser.js',
      'dist/simulator.js',
      'dist/recorder.js',
      'dist/browser/extension.js',
      'dist/node-instrument.js',
      'dist/node-transpile.js',
      'recorders/node/boot.cjs',
      'dist/webview/main.js',
      'dist/webview/main.css',
      'dist/webview/codicon.ttf',
      'dist/wasm/web-tree-sitter.wasm',
      'dist/wasm/tree-sitter-python.wasm',
      'dist/wasm/tree-sitter-typescript.wasm',
      'dist/wasm/tree-sitter-tsx.wasm',
      'dist/wasm/tree-sitter-javascript.wasm',
      'media/icon.png',
    ];
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('has the icons that the panel names, and not the whole set', async () => {
    const [sheet, source] = await Promise.all([
      readFile(path.join(root, 'dist/webview/main.css'), 'utf8'),
      readFile(path.join(root, 'src/webview/chip.tsx'), 'utf8'),
    ]);
    const icons = [...source.matchAll(/^ +['"]?\w[\w-]*['"]?: '([a-z-]+)',$/gm)].map(
      ([, name]) => name,
    );
    assert.ok(icons.length > 3);
    for (const name of [...icons, 'coffee', 'debug-stop', 'zoom-in']) {
      assert.ok(sheet.includes(`.codicon-${name ?? ''}:before`), name);
    }
    assert.ok(!sheet.includes('.codicon-github:before'));
    const { size } = await stat(path.join(root, 'dist/webview/codicon.ttf'));
    assert.ok(size < 40_000, `${size} bytes`);
  });

  it('has every recorder, sample and grammar', async () => {
    for (const folder of ['recorders', 'samples', 'syntaxes']) {
      const inFolder = await readdir(path.join(root, folder), {
        recursive: true,
        withFileTypes: true,
      });
      const expected = inFolder
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)));
      assert.deepEqual(
        files.filter((file) => file.startsWith(`${folder}/`)).sort(),
        expected.map((file) => file.replaceAll('\\', '/')).sort(),
      );
    }
  });

  it('has nothing else', () => {
    const allowed = [
      /^(package\.json|package\.nls(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
      /^dist\/(browser\/)?extension\.js$/,
      /^dist\/(analyser|simulator|recorder)\.js$/,
      /^dist\/node-(instrument|transpile)\.js$/,
      /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
      /^dist\/wasm\/[\w-]+\.wasm$/,
      /^(media|recorders|samples|syntaxes)\//,
      /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
    ];
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
  });
});
