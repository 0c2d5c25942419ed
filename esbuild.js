'use strict';

/**
 * Builds everything that runs: `node esbuild.js [--production] [--watch] [--only NAME[,NAME…]]`.
 * `--production` minifies and leaves the source maps out; `--watch` builds again on each change.
 */

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { values: options } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

const root = __dirname;
const inRoot = (/** @type {string} */ file) => path.join(root, file);

/**
 * The ES module of web-tree-sitter asks for `import.meta.url`, which a CommonJS bundle does not have;
 * its CommonJS twin asks for nothing that both extension hosts lack.
 */
const treeSitter = inRoot('node_modules/web-tree-sitter/web-tree-sitter.cjs');

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  minify: options.production,
  sourcemap: !options.production,
  legalComments: 'none',
  logLevel: 'warning',
  alias: { 'web-tree-sitter': treeSitter },
};

/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20' };

/**
 * Leaves dynamic imports of these files, by their names, to the bundles beside this one.
 *
 * @param {string[]} names
 * @returns {import('esbuild').Plugin}
 */
const apart = (...names) => ({
  name: 'apart',
  setup: (build) =>
    build.onResolve({ filter: /^\.\// }, ({ kind, path: file }) => {
      const name = path.basename(file);
      return kind === 'dynamic-import' && names.includes(name)
        ? { path: `./${name}.js`, external: true }
        : undefined;
    }),
});

/**
 * A bundle of its own for what the extension imports when it first needs it, so that nobody waits for it at the start. What
 * it needs there is all in it, so that it runs in the browser's extension host as well: of our texts' package the part that
 * reads no files.
 *
 * @param {string} name
 * @param {string} source
 * @returns {import('esbuild').BuildOptions}
 */
const part = (name, source) => ({
  ...node,
  alias: { ...common.alias, '@vscode/l10n': inRoot('node_modules/@vscode/l10n/dist/browser.js') },
  entryPoints: { [name]: source },
  outdir: 'dist',
  external: ['vscode'],
});

/**
 * `worker:FILE` is the bundle of that file as a text. A webview can start a worker only from a `blob:` or `data:` address,
 * so the page brings its worker along.
 * @type {import('esbuild').Plugin}
 */
const workerAsText = {
  name: 'worker-as-text',
  setup: (build) => {
    build.onResolve({ filter: /^worker:/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, name.slice('worker:'.length)),
      namespace: 'worker',
    }));
    build.onLoad({ filter: /./, namespace: 'worker' }, async ({ path: file }) => {
      const { outputFiles, metafile } = await esbuild.build({
        ...common,
        platform: 'browser',
        format: 'iife',
        entryPoints: [file],
        sourcemap: false,
        write: false,
        metafile: true,
      });
      const watchFiles = Object.keys(metafile.inputs).map(inRoot);
      return { contents: outputFiles[0]?.text ?? '', loader: 'text', watchFiles };
    });
  },
};

/**
 * Of VS Code's icons only those that the panel names.
 * @type {import('esbuild').Plugin}
 */
const codicons = {
  name: 'codicons',
  setup: async (build) => {
    const { usedCodicons } = await import('./scripts/codicons.mjs');
    await usedCodicons(inRoot('src/webview')).setup(build);
  },
};

/**
 * Takes `parts.web.ts` where the source has `parts.ts`.
 * @type {import('esbuild').Plugin}
 */
const partsOfWeb = {
  name: 'parts-of-web',
  setup: (build) =>
    build.onResolve({ filter: /^\.{1,2}\/parts$/ }, ({ resolveDir, path: file }) => ({
      path: `${path.resolve(resolveDir, file)}.web.ts`,
    })),
};

/** @type {Record<string, import('esbuild').BuildOptions>} */
const bundles = {
  extension: {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    external: ['vscode'],
    plugins: [apart('analyser', 'simulator', 'recorder')],
  },
  analyser: part('analyser', 'src/editor/analyser.ts'),
  simulator: part('simulator', 'src/editor/panel/simulator.ts'),
  recorder: part('recorder', 'src/editor/record/recorder.ts'),
  /**
   * The browser's extension host loads one file only: `parts.web.ts` fetches the others. The one that starts programs cannot
   * run there: its import fails, and the commands say that programs cannot be recorded.
   */
  browser: {
    ...common,
    plugins: [apart('recorder'), partsOfWeb],
    platform: 'browser',
    format: 'cjs',
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist/browser',
    external: ['vscode'],
  },
  // `vscode` is not external here: a panel that imports it must not build.
  webview: {
    ...common,
    platform: 'browser',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: { main: 'src/webview/main.tsx' },
    outdir: 'dist/webview',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    plugins: [workerAsText, codicons],
  },
  cli: {
    ...node,
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    banner: { js: '#!/usr/bin/env node' },
  },
  // Loaded by recorders/node inside the user's process, whose heap keeps their text: so they are two, and always minified.
  instrument: {
    ...node,
    entryPoints: {
      'node-instrument': 'src/recording/node/instrument.ts',
      'node-transpile': 'src/recording/node/transpile.ts',
    },
    outdir: 'dist',
    minify: true,
  },
  // The in-editor tests stay beside node_modules, so mocha and other packages are loaded from there.
  tests: {
    ...node,
    entryPoints: sourcesIn('test/editor'),
    outbase: 'test/editor',
    outdir: 'out/test/editor',
    external: ['vscode'],
    packages: 'external',
    minify: false,
    sourcemap: true,
  },
};

/** The files that are shipped as they are: destination in dist/ and source. */
const copies = /** @type {const} */ ([
  ['wasm/web-tree-sitter.wasm', 'node_modules/web-tree-sitter/web-tree-sitter.wasm'],
  ['wasm/tree-sitter-python.wasm', 'node_modules/tree-sitter-python/tree-sitter-python.wasm'],
  [
    'wasm/tree-sitter-typescript.wasm',
    'node_modules/tree-sitter-typescript/tree-sitter-typescript.wasm',
  ],
  ['wasm/tree-sitter-tsx.wasm', 'node_modules/tree-sitter-typescript/tree-sitter-tsx.wasm'],
  [
    'wasm/tree-sitter-javascript.wasm',
    'node_modules/tree-sitter-javascript/tree-sitter-javascript.wasm',
  ],
]);

/** @param {string} folder */
function sourcesIn(folder) {
  return fs
    .readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`);
}

/** @param {string} name */
async function build(name) {
  const bundle = bundles[name];
  if (!bundle) throw new Error(`No bundle is called ${name}: ${Object.keys(bundles).join(', ')}`);
  if (!options.watch) {
    await esbuild.build(bundle);
    return;
  }
  const context = await esbuild.context({
    ...bundle,
    plugins: [
      ...(bundle.plugins ?? []),
      {
        name: 'report',
        setup: (build) => build.onEnd((result) => console.log(`${name}: ${describe(result)}`)),
      },
    ],
  });
  await context.watch();
}

/** @param {import('esbuild').BuildResult} result */
function describe({ errors }) {
  return errors.length === 0 ? 'built' : `${errors.length} errors`;
}

async function main() {
  const { listLibraries } = await import('./scripts/catalog.mjs');
  await listLibraries();
  for (const [to, from] of copies) {
    fs.mkdirSync(path.dirname(inRoot(`dist/${to}`)), { recursive: true });
    fs.copyFileSync(inRoot(from), inRoot(`dist/${to}`));
  }
  const names = options.only?.split(',') ?? Object.keys(bundles);
  await Promise.all(names.map(build));
}

main().catch((error) => {
  // esbuild has printed its own errors already; anything else is ours to show.
  if (!('errors' in error)) console.error(error.message);
  process.exit(1);
});
