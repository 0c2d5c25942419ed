import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, extension, showSample } from './support';

interface SyntaxToken {
  /** Its text. */
  readonly c: string;
  /** Its scopes. */
  readonly t: string;
}

/** What VS Code's own grammars and ours make of a file together. */
async function suspensionTokens(path: string): Promise<string[]> {
  const tokens = await vscode.commands.executeCommand<SyntaxToken[]>(
    '_workbench.captureSyntaxTokens',
    vscode.Uri.joinPath(extension().extensionUri, 'samples', path),
  );
  return tokens.filter(({ t }) => t.includes('keyword.control.flow.suspension')).map(({ c }) => c);
}

describe('Suspension keywords', () => {
  afterEach(closeAllEditors);

  it('have a scope of their own in Python', async () => {
    await showSample('python/http_fetches.py');
    assert.deepEqual(await suspensionTokens('python/http_fetches.py'), [
      'async',
      'with',
      'await',
      'async',
      'with',
      'await',
    ]);
  });

  it('have a scope of their own in TypeScript', async () => {
    await showSample('typescript/http-fetches.ts');
    assert.deepEqual(await suspensionTokens('typescript/http-fetches.ts'), [
      'await',
      'await',
      'await',
    ]);
  });
});
