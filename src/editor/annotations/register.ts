import * as vscode from 'vscode';
import type { AnalysisStore } from '../analysisStore';
import { registerChooseAnnotations } from './choose';
import { registerDecorations } from './decorations';
import { registerLenses } from './lensProvider';
import { AnnotationSource } from './source';

/** Everything that shows, without being asked, what each await waits for. */
export function registerAnnotations(
  extensionUri: vscode.Uri,
  store: AnalysisStore,
): vscode.Disposable {
  const source = new AnnotationSource(store);
  return vscode.Disposable.from(
    source,
    registerLenses(source, store),
    registerDecorations(extensionUri, source, store),
    registerChooseAnnotations(),
  );
}
