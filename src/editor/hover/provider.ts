import * as vscode from 'vscode';
import { contradicts } from '../../core/explain/contradiction';
import { languageIds } from '../../core/language';
import type { AnalysisStore } from '../analysisStore';
import { fromPosition, toRange } from '../convert';
import { keywordAt } from '../cursor';
import { internalCommand } from '../names';
import { settingsFor } from '../settings';
import type { Recordings } from '../record/recordings';
import { contradictionText, hoverText } from '../record/words';
import { bodyMarkdown, contradictedHeadMarkdown, headMarkdown } from './content';
import { text } from './markdown';

/** Explains a suspension point when the mouse, or the cursor and a key, rests on its keyword. */
export function registerHover(store: AnalysisStore, recordings: Recordings): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    languageIds.map((language) => ({ language })),
    {
      async provideHover(document, position) {
        if (!settingsFor(document).hover) return undefined;
        const analysis = await store.open(document);
        const index = analysis && keywordAt(analysis.suspensions, fromPosition(position));
        const point = index === undefined ? undefined : analysis?.suspensions.points[index];
        if (!analysis || index === undefined || !point) return undefined;
        const explanation = analysis.explain(index);
        const place = { uri: document.uri.toString(), ...point.keywordRange.start };
        const wait = recordings.waitAt(document, point.keywordRange.start);
        const isWrong = wait !== undefined && contradicts(explanation, wait.waitsFor);
        const head = new vscode.MarkdownString(
          isWrong ? contradictedHeadMarkdown(place) : headMarkdown(explanation, place),
          true,
        );
        head.isTrusted = { enabledCommands: [internalCommand.replayAt] };
        const measured = wait ? hoverText(wait) : '';
        const body = isWrong
          ? text(`${measured} ${contradictionText(wait.waitsFor, analysis.document.language)}`)
          : bodyMarkdown(explanation, measured);
        return new vscode.Hover(
          [head, new vscode.MarkdownString(body)],
          toRange(point.keywordRange),
        );
      },
    },
  );
}
