import * as vscode from 'vscode';
import type * as parts from './parts';

/**
 * What `parts.ts` is in the browser's extension host, for which esbuild.js puts this in its place. That host reads in the one
 * file that the manifest names, and its `require` knows only `vscode`: so a part is fetched and run as the host itself does it
 * (VS Code's src/vs/workbench/api/worker/extHostExtensionService.ts, `_loadCommonJSModule`).
 */

/** A CommonJS module as a function. */
type Evaluate = (module: object, exports: object, require: (name: string) => unknown) => void;

const loaded = new Map<string, Promise<unknown>>();

export const loadAnalyser = () => load('analyser') as ReturnType<typeof parts.loadAnalyser>;

export const loadSimulator = () => load('simulator') as ReturnType<typeof parts.loadSimulator>;

/** A part that could not be fetched is asked for again. */
function load(name: string): Promise<unknown> {
  let part = loaded.get(name);
  if (!part) {
    part = run(name);
    part.catch(() => loaded.delete(name));
    loaded.set(name, part);
  }
  return part;
}

async function run(name: string): Promise<unknown> {
  const uri = vscode.extensions.getExtension('await-lens.await-lens')?.extensionUri;
  if (!uri) throw new Error('Await Lens does not find its own files');
  const file = vscode.Uri.joinPath(uri, 'dist', `${name}.js`);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const part = { exports: {} };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- Our own file; the host offers no other way to a second one.
  const evaluate = new Function('module', 'exports', 'require', named(text, file)) as Evaluate;
  evaluate(part, part.exports, required);
  return part.exports;
}

/** What parts take from the host. */
function required(name: string): unknown {
  if (name === 'vscode') return vscode;
  throw new Error(`The browser's extension host has no ${name}`);
}

/** A text with the name that it has in stacks and in a debugger. */
function named(text: string, file: vscode.Uri): string {
  return `${text}\n//# sourceURL=${file.toString(true)}`;
}
