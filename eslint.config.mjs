import js from '@eslint/js';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { coreFolders, htmlSinks, parts } from './scripts/imports.mjs';

const inFolder = (/** @type {string} */ name) => [`**/${name}`, `**/${name}/**`];
const named = (/** @type {string[]} */ names) => `/^(${names.join('|')})$/`;

/** @typedef {import('./scripts/imports.mjs').Part} Part */

/**
 * What the linter says while typing; dependency-cruiser says the same, and the rest, by resolved path.
 *
 * @param {Part} part
 */
function importBan(part) {
  const others = parts.filter((other) => other !== part && !part.parts.includes(other.path));
  /** @type {({ message: string } & ({ group: string[] } | { regex: string }))[]} */
  const patterns = [
    {
      group: others.flatMap(({ path }) => inFolder(path.replace(/\.ts$/, ''))),
      message: `src/${part.path} may import only: ${[...part.parts, ...part.packages].join(', ')}.`,
    },
  ];
  if (!part.packages.includes('vscode')) {
    patterns.push({
      regex: '^vscode$',
      message: 'Only src/editor and src/extension.ts know vscode.',
    });
  }
  if (!part.node) {
    patterns.push({
      regex: `^(node:.*|(${builtinModules.join('|')})(/.*)?)$`,
      message: 'This also runs where there is no Node.',
    });
  }
  return patterns;
}

/**
 * `import('x').T` in a type and `import('x')` in an expression, which no-restricted-imports does not see.
 *
 * @param {Part} part
 */
function hiddenImportBan(part) {
  const banned = [
    ...(part.packages.includes('vscode') ? [] : ['vscode']),
    ...(part.node ? [] : ['node:.*']),
  ];
  return banned.flatMap((name) => [
    {
      selector: `:matches(TSImportType, ImportExpression, TSExternalModuleReference) Literal[value=/^${name}$/]`,
      message: `${name} may not be imported here, not even as a type.`,
    },
  ]);
}

const sinkBan = [
  {
    selector: `MemberExpression[property.name=${named(htmlSinks)}]`,
    message: 'The panel shows text as text.',
  },
  {
    selector: `MemberExpression[computed=true][property.value=${named(htmlSinks)}]`,
    message: 'The panel shows text as text.',
  },
  {
    selector: `JSXAttribute[name.name=${named(htmlSinks)}]`,
    message: 'The panel shows text as text.',
  },
  {
    selector: `Property[key.name=${named(htmlSinks)}]`,
    message: 'The panel shows text as text.',
  },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: 'The panel shows text as text.',
  },
];

const filesOf = (/** @type {Part} */ { path }) => [
  path.endsWith('.ts') ? `src/${path}` : `src/${path}/**/*.{ts,tsx}`,
];

const browserGlobals = ['window', 'document', 'navigator', 'location', 'localStorage', 'self'];
const nodeGlobals = ['process', 'Buffer', 'require', 'module', '__dirname', '__filename', 'global'];

/**
 * A rule entry as a tuple, which TypeScript takes for an array where it is built inside a callback.
 *
 * @param {...unknown} options
 * @returns {['error', ...unknown[]]}
 */
const error = (...options) => ['error', ...options];

/**
 * Who may import what, and the globals that go with it.
 *
 * @type {import('eslint').Linter.Config[]}
 */
const boundaries = [
  ...parts.map((part) => ({
    files: filesOf(part),
    rules: {
      'no-restricted-imports': error({ patterns: importBan(part) }),
      'no-restricted-syntax': error(
        ...hiddenImportBan(part),
        ...(part.path === 'webview' ? sinkBan : []),
      ),
      'no-restricted-globals': error(
        ...(part.path === 'webview' ? [] : browserGlobals),
        ...(part.node ? [] : nodeGlobals),
      ),
    },
  })),
  ...Object.entries(coreFolders).map(([name, others]) => ({
    files: [`src/core/${name}/**/*.ts`],
    rules: {
      'no-restricted-imports': error({
        patterns: [
          ...parts.filter(({ path }) => path === 'core').flatMap(importBan),
          {
            group: Object.keys(coreFolders)
              .filter((other) => other !== name && !others.includes(other))
              .flatMap((other) => [`../${other}/**`, `../**/${other}/**`])
              // The trace format speaks of what is awaited in the words of these two files.
              .concat(name === 'trace' ? ['!../suspension/types', '!../explain/types'] : []),
            message: `src/core/${name} may import only: ${others.join(', ') || 'the files of core/ itself'}.`,
          },
        ],
      }),
    },
  })),
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'out/',
      '.cache/',
      'node_modules/',
      'samples/',
      'test/fixtures/',
      'test/grammar/',
      'recorders/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          ignoreRestSiblings: true,
          argsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
        },
      ],
      // Spreading a string gives its code points, which is what it is done for here.
      '@typescript-eslint/no-misused-spread': [
        'error',
        { allow: [{ from: 'lib', name: 'string' }] },
      ],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      eqeqeq: 'error',
      // Text for people is searched for control characters on purpose, in several places.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['src/core/simulate/**/*.ts'],
    rules: {
      // An evaluator hands the exceptions of the program it walks through on as they are.
      '@typescript-eslint/only-throw-error': 'off',
      // What may suspend is a generator by its type, whether or not this case of it does.
      'require-yield': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    // The type check reads these files too, and knows the globals of Node better than a list.
    rules: { 'no-undef': 'off' },
  },
  ...boundaries,
);
