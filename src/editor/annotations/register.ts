import * as vscode from 'vscode';
import type { AnalysisStore } from '../analysisStore';
import type { Recordings } from '../record/recordings';
import { registerChooseAnnotations } from './choose';
import { registerDecorations } from './decorations';
import { registerLenses } from './lensProvider';
import { AnnotationSource } from './source';

/** Everything that shows, without being asked, what each await waits for. */
export function registerAnnotations(
  extensionUri: vscode.Uri,
  store: AnalysisStore,
  recordings: Recordings,
): vscode.Disposable {
  const source = new AnnotationSource(store);
  return vscode.Disposable.from(
    source,
    registerLenses(source, store, recordings),
    registerDecorations(extensionUri, source, store, recordings),
    registerChooseAnnotations(),
  );
}
