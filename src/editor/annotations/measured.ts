import type * as vscode from 'vscode';
import { contradicts } from '../../core/explain/contradiction';
import { dialectOf } from '../../core/language';
import type { Recordings } from '../record/recordings';
import { lensText, recordedText } from '../record/words';
import type { Annotations } from './annotations';

/** Annotations with what a recording has measured; where that contradicts what they say, they say what was recorded. */
export function withMeasured(
  annotations: Annotations,
  document: vscode.TextDocument,
  recordings: Recordings,
): Annotations {
  const language = dialectOf(document.languageId)?.language ?? 'javascript';
  const points = annotations.points.map((point) => {
    const wait = recordings.waitAt(document, point.at);
    if (!wait) return point;
    const measured = lensText(wait);
    if (!contradicts(point, wait.waitsFor)) return { ...point, measured };
    const [waitsFor = 'unknown'] = wait.waitsFor;
    return { ...point, measured, text: recordedText(wait.waitsFor, language), waitsFor };
  });
  return { ...annotations, points };
}
