/**
 * Which part may import what: the one table that the linter (eslint.config.mjs) and
 * dependency-cruiser (.dependency-cruiser.mjs) both read. Type-only imports count as well.
 */

/**
 * @typedef {object} Part
 * @property {string} path The part's folder, or its one file, from src/.
 * @property {string[]} parts The other parts it may import.
 * @property {string[]} packages The packages it may import.
 * @property {boolean} [node] Whether Node's own modules are allowed.
 */

/** @type {Part[]} */
export const parts = [
  {
    path: 'core',
    parts: [],
    packages: ['web-tree-sitter', '@vscode/l10n', 'valibot', '@noble/hashes'],
  },
  { path: 'protocol', parts: ['core'], packages: ['@vscode/l10n', 'valibot'] },
  {
    path: 'webview',
    parts: ['core', 'protocol'],
    packages: ['preact', '@vscode/codicons', '@vscode/l10n', 'valibot'],
  },
  {
    path: 'recording',
    parts: ['core'],
    // The last five are of what is loaded inside the user's process (recording/node/instrument.ts and transpile.ts).
    packages: [
      '@vscode/l10n',
      'valibot',
      '@babel/parser',
      '@jridgewell/trace-mapping',
      'get-tsconfig',
      'sucrase',
      'typescript',
    ],
    node: true,
  },
  { path: 'cli', parts: ['core', 'recording'], packages: ['@vscode/l10n'], node: true },
  {
    path: 'editor',
    parts: ['core', 'protocol', 'recording'],
    packages: ['vscode', '@vscode/l10n', '@vscode/python-extension', 'valibot'],
  },
  { path: 'extension.ts', parts: ['editor'], packages: ['vscode'] },
];

/**
 * The folders inside core/, and which of the others each may import; files in core/ itself are open to all.
 *
 * @type {Record<string, string[]>}
 */
export const coreFolders = {
  syntax: [],
  suspension: ['syntax'],
  explain: ['syntax', 'suspension'],
  // And the type words of suspension and explain: see .dependency-cruiser.mjs.
  trace: [],
  simulate: ['syntax', 'suspension', 'explain', 'trace'],
  replay: ['trace'],
  compare: ['trace'],
  export: ['trace', 'replay', 'compare'],
};

/** Ways of turning text into HTML or code. The panel shows text as text. */
export const htmlSinks = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'createContextualFragment',
  'setHTML',
  'setHTMLUnsafe',
  'parseFromString',
  'srcdoc',
];
