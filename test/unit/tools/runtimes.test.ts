import assert from 'node:assert/strict';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../../..');

/** The names that a program of this project cannot find, of those that `text` uses. */
function unknownNames(project: string, text: string): string[] {
  const config = path.join(root, project, 'tsconfig.json');
  const { config: json } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(json, ts.sys, path.dirname(config));
  const file = path.join(root, project, 'probe.ts');
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => name === file || disk.fileExists(name),
    getSourceFile: (name, ...rest) =>
      name === file
        ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022)
        : disk.getSourceFile(name, ...rest),
  };
  const ambient = fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram([file, ...ambient], options, host);
  const errors = program.getSemanticDiagnostics(program.getSourceFile(file));
  return errors.map(({ messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return /'([^']+)'/.exec(message)?.[1] ?? message;
  });
}

describe('Each runtime has its own globals', () => {
  // The libraries that the core may import must not bring globals with them.
  const probe =
    "import 'web-tree-sitter'; import '@vscode/l10n'; import 'valibot'; import '@noble/hashes/sha2';" +
    'export const all = [document, process, Buffer, setTimeout, TextDecoder, structuredClone];';
  const unknown: Readonly<Record<string, readonly string[]>> = {
    'src/core': ['document', 'process', 'Buffer', 'setTimeout', 'TextDecoder', 'structuredClone'],
    'src/protocol': [
      'document',
      'process',
      'Buffer',
      'setTimeout',
      'TextDecoder',
      'structuredClone',
    ],
    'src/webview': ['process', 'Buffer'],
    // Only what a Node and a web worker extension host both have, and types/host/ declares.
    'src/editor': ['document', 'process', 'Buffer', 'structuredClone'],
    'src/cli': ['document'],
  };
  for (const [project, names] of Object.entries(unknown)) {
    it(`${project} does not know ${names.join(', ')}`, () => {
      assert.deepEqual(unknownNames(project, probe), names);
    });
  }
});
