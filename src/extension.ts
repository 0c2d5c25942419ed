import * as vscode from 'vscode';
import { AnalysisStore } from './editor/analysisStore';
import { registerAnnotations } from './editor/annotations/register';
import { registerExplain } from './editor/commands/explain';
import { registerHover } from './editor/hover/provider';
import { registerPanel } from './editor/panel/register';
import { Recordings } from './editor/record/recordings';
import { registerRecording } from './editor/record/register';
import { registerSamples } from './editor/samples/open';
import { useEditorLanguage } from './editor/texts';
import { registerTooLong } from './editor/tooLong';

/** Builds the parts and registers the features. What analyses texts loads with the first document that needs it. */
export function activate(context: vscode.ExtensionContext): void {
  useEditorLanguage();
  const { extensionUri } = context;
  const log = vscode.window.createOutputChannel('Await Lens', { log: true });
  const store = new AnalysisStore(extensionUri, log);
  const recordings = new Recordings(context.workspaceState, log);
  context.subscriptions.push(
    log,
    store,
    recordings,
    registerAnnotations(extensionUri, store, recordings),
    registerHover(store, recordings),
    registerExplain(store),
    registerSamples(extensionUri),
    registerPanel(context, store, recordings, log),
    registerRecording(context, store, recordings, log),
    registerTooLong(store),
  );
}
