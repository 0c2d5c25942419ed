import { coreFolders, parts } from './scripts/imports.mjs';

const folder = (/** @type {string} */ path) =>
  path.endsWith('.ts') ? `^src/${path}$` : `^src/${path}/`;
const packagePath = (/** @type {string} */ name) =>
  `(^|/)node_modules/(@types/)?${name}/|^${name}$`;

/**
 * One rule a part: everything outside its own folder that the table does not name is an error.
 *
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
const partRules = parts.map((part) => ({
  name: `${part.path}-imports`,
  severity: 'error',
  from: { path: folder(part.path) },
  to: {
    pathNot: [
      folder(part.path),
      ...part.parts.map(folder),
      ...part.packages.map(packagePath),
      // The command line takes its version from the manifest.
      ...(part.path === 'cli' ? ['^package\\.json$'] : []),
      // The page's own worker, as a text.
      ...(part.path === 'webview' ? ['^worker:'] : []),
    ],
    ...(part.node ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const coreRules = Object.entries(coreFolders).map(([name, others]) => ({
  name: `core-${name}-imports`,
  severity: 'error',
  from: { path: `^src/core/${name}/` },
  to: {
    path: '^src/core/[^/]+/',
    pathNot: [
      ...[name, ...others].map((other) => `^src/core/${other}/`),
      ...(name === 'trace' ? ['^src/core/(suspension|explain)/types\\.ts$'] : []),
    ],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...partRules,
    ...coreRules,
    {
      name: 'core-trace-takes-words-only',
      severity: 'error',
      from: { path: '^src/core/trace/' },
      to: { path: '^src/core/(suspension|explain)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-root-stays-below',
      comment:
        'The files of core/ itself are words that every folder uses; only the facade may use the folders.',
      severity: 'error',
      from: { path: '^src/core/[^/]+$', pathNot: '^src/core/analysis\\.ts$' },
      to: { path: '^src/core/[^/]+/' },
    },
    {
      name: 'core-folders-are-below-the-facade',
      severity: 'error',
      from: { path: '^src/core/[^/]+/' },
      to: { path: '^src/core/analysis\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-tests-in-source',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // Only the editor itself has `vscode`; the rules above say who may ask for it. esbuild.js makes `worker:…`.
      to: { couldNotResolve: true, pathNot: '^(vscode$|worker:)' },
    },
  ],
  options: {
    // Not `exclude`: that would hide the very imports (`vscode`, packages) that the rules look for.
    doNotFollow: { path: 'node_modules' },
    // Programs that grammar tests and fixtures look at import what is not there.
    exclude: { path: '^test/(grammar|fixtures)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
