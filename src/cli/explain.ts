import * as l10n from '@vscode/l10n';
import type { Analysis } from '../core/analysis';
import type { Explanation } from '../core/explain/types';
import type { Language } from '../core/language';
import { moduleName } from '../core/suspension/types';
import type { Keyword, SuspensionPoint, Suspensions } from '../core/suspension/types';
import { visible } from './style';
import type { Style } from './style';

/** What `explain --json` prints: a contract, with one-based lines and UTF-16 columns. */
interface ExplainReport {
  readonly file: string;
  readonly language: Language;
  readonly functions: readonly ReportedFunction[];
  readonly points: readonly ReportedPoint[];
}

interface ReportedFunction {
  readonly name: string;
  readonly line: number;
  readonly async: boolean;
  /** Number of suspension points of its own, without those of functions inside it. */
  readonly points: number;
}

interface ReportedPoint extends Pick<
  Explanation,
  | 'awaited'
  | 'callee'
  | 'waitsFor'
  | 'detail'
  | 'suspends'
  | 'suspendsBecause'
  | 'wokenBy'
  | 'resumesInto'
  | 'summary'
  | 'steps'
  | 'raises'
  | 'mistakes'
  | 'notes'
> {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly keyword: Keyword;
  readonly function: string;
}

export function explainReport(analysis: Analysis, file: string): ExplainReport {
  const { functions, points } = analysis.suspensions;
  return {
    file,
    language: analysis.document.language,
    functions: functions.map(({ name, range, async }, index) => ({
      name,
      line: range.start.line + 1,
      async,
      points: points.filter((point) => point.function === index).length,
    })),
    points: points.map((point, index) =>
      reportedPoint(point, ownerOf(point, analysis.suspensions), analysis.explain(index)),
    ),
  };
}

function reportedPoint(
  { range, keyword }: SuspensionPoint,
  owner: string,
  explanation: Explanation,
): ReportedPoint {
  const { awaited, callee, waitsFor, detail, suspends, suspendsBecause } = explanation;
  const { wokenBy, resumesInto, summary, steps, raises, mistakes, notes } = explanation;
  return {
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
    keyword,
    function: owner,
    awaited,
    callee,
    waitsFor,
    detail,
    suspends,
    suspendsBecause,
    wokenBy,
    resumesInto,
    summary,
    steps,
    raises,
    mistakes,
    notes,
  };
}

/**
 * The same for people: under each function its points, whether they suspend, one line and one sentence each, what they can raise beside
 * cancellation, and where the file first has a chance for it, what people get wrong there.
 */
export function explainText(analysis: Analysis, file: string, style: Style): string {
  const { suspensions } = analysis;
  const lines = suspensions.points.map((point, index) => ({
    owner: point.function,
    place: `${point.range.start.line + 1}:${point.range.start.character + 1}`,
    keyword: point.keyword,
    explanation: analysis.explain(index),
  }));
  const placeWidth = Math.max(0, ...lines.map(({ place }) => place.length));
  const keywordWidth = Math.max(0, ...lines.map(({ keyword }) => keyword.length));
  const oftenWidth = 'always'.length;
  const indent = ' '.repeat(2 + placeWidth + 2 + keywordWidth + 2 + oftenWidth + 2);

  const warned = new Set<string>();

  const blocks = [heading(file, suspensions, style)];
  for (const owner of new Set(lines.map((line) => line.owner))) {
    const block = [style.strong(visible(nameOf(owner, suspensions)))];
    for (const { place, keyword, explanation } of lines.filter((line) => line.owner === owner)) {
      block.push(
        `  ${style.quiet(place.padStart(placeWidth))}  ${style.accent(keyword.padEnd(keywordWidth))}  ${explanation.suspends.padEnd(oftenWidth)}  ${visible(explanation.lens)}`,
        ...moreOf(explanation, warned).map((line) => indent + style.quiet(visible(line))),
      );
    }
    blocks.push(block.join('\n'));
  }
  return blocks.join('\n\n') + '\n';
}

/** What is worth a line beside the lens; `warned` has the mistakes that were told of before. */
function moreOf(explanation: Explanation, warned: Set<string>): readonly string[] {
  const { lens, summary, suspendsBecause, raises, mistakes } = explanation;
  const isTold = summary.toLowerCase() === `${lens.toLowerCase()}.`;
  const why = suspendsBecause === null || suspendsBecause === summary ? [] : [suspendsBecause];
  const lead = [...(isTold ? [] : [summary]), ...why].join(' ');
  const errors = new Set(
    raises.flatMap(({ error }) => error ?? []).filter((name) => !name.includes('Cancelled')),
  );
  const others = raises.filter(({ error }) => error === null).map(({ when }) => when);
  const fresh = mistakes.filter((mistake) => !warned.has(mistake));
  for (const mistake of fresh) warned.add(mistake);
  return [
    ...(lead === '' ? [] : [lead]),
    ...(errors.size > 0 ? [l10n.t('It can raise {0}.', [...errors].join(', '))] : []),
    ...others,
    ...fresh.map((mistake) => l10n.t('Mind: {0}', mistake)),
  ];
}

function heading(file: string, { functions, points }: Suspensions, style: Style): string {
  const name = style.strong(visible(file));
  if (points.length === 0) return l10n.t('{0}: no suspension points', name);
  const count = functions.filter(({ async }) => async).length;
  return l10n.t('{0}: suspension points {1}, async functions {2}', name, points.length, count);
}

function ownerOf(point: SuspensionPoint, suspensions: Suspensions): string {
  return nameOf(point.function, suspensions);
}

function nameOf(owner: number | null, { functions }: Suspensions): string {
  return (owner === null ? undefined : functions[owner]?.name) ?? moduleName;
}
