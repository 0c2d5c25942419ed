import type { SyntaxDocument, TextChange, TreeChange } from '../syntax/document';
import type { Adapter, Finding, Span } from './findings';
import { javascript } from './javascript';
import { python } from './python';
import { resolve } from './resolve';
import type { Suspensions } from './types';

/**
 * The functions and suspension points of a document, kept up to date edit by edit.
 *
 * A scan of the text for keywords proposes anchors, and the tree decides what stands at each: so
 * reading a text costs a small part of parsing it, however the tree is built. After an edit, only
 * the anchors in the stretches that changed are read again, and those of what encloses them.
 */
export class SuspensionIndex {
  private readonly adapter: Adapter;
  /** In the order of their ranges. */
  private findings: Finding[];
  private resolved: Suspensions;

  constructor(private readonly document: SyntaxDocument) {
    this.adapter = document.language === 'python' ? python : javascript;
    this.findings = this.scan([{ start: 0, end: document.text.length }]).sort(bySource);
    this.resolved = this.resolve();
  }

  get current(): Suspensions {
    return this.resolved;
  }

  /** Edits the document and follows its tree. */
  update(changes: readonly TextChange[]): void {
    const change = this.document.edit(changes);
    const dirty = this.dirtySpans(change);
    const kept: Finding[] = [];
    const stale: number[] = [];
    for (const finding of this.findings) {
      let touched = false;
      for (const edit of change.edits) touched = shift(finding, edit) || touched;
      for (const span of dirty) touched ||= touch(span, finding.extent);
      if (touched) stale.push(finding.anchor);
      else kept.push(finding);
    }
    const found = this.scan(dirty);
    for (const anchor of stale) {
      if (!dirty.some(({ start, end }) => start <= anchor && anchor < end)) {
        const finding = this.readAt(anchor);
        if (finding) found.push(finding);
      }
    }
    this.findings = inSourceOrder(kept, found);
    this.resolved = this.resolve();
  }

  private resolve(): Suspensions {
    const { adapter, document, findings } = this;
    if (!adapter.recover || !document.root.hasError) return resolve(findings, document.lines);
    const recovered = adapter.recover(findings, document.text);
    return resolve(recovered.sort(bySource), document.lines);
  }

  private scan(spans: readonly Span[]): Finding[] {
    const { text } = this.document;
    const { anchors } = this.adapter;
    const found: Finding[] = [];
    for (const { start, end } of spans) {
      anchors.lastIndex = start;
      for (let match = anchors.exec(text); match; match = anchors.exec(text)) {
        if (match.index >= end) break;
        const finding = this.readAt(match.index);
        if (finding) found.push(finding);
      }
    }
    return found;
  }

  private readAt(anchor: number): Finding | undefined {
    const token = this.document.tree.nodeAt(anchor, anchor + 1);
    return token.startIndex === anchor ? this.adapter.read(token, this.document.text) : undefined;
  }

  /** What changed, as whole lines of the new text, in order and apart from each other. */
  private dirtySpans({ edits, restructured }: TreeChange): Span[] {
    const { lines, text } = this.document;
    const spans = restructured.map(({ startIndex, endIndex }) => ({
      start: startIndex,
      end: endIndex,
    }));
    edits.forEach((edit, n) => {
      const span = { start: edit.start, end: edit.newEnd };
      for (const later of edits.slice(n + 1)) follow(span, later);
      spans.push(span);
    });
    for (const span of spans) {
      // An anchor is told by what follows it, over white space: see `Adapter.anchors`.
      let start = lines.startOf(lines.lineAt(span.start));
      while (start > 0 && /\s/.test(text.charAt(start - 1))) start--;
      span.start = lines.startOf(lines.lineAt(Math.max(start - 1, 0)));
      span.end = lines.nextStartOf(lines.lineAt(Math.min(span.end, text.length)));
    }
    return merge(spans);
  }
}

function bySource(a: Finding, b: Finding): number {
  return a.range.start - b.range.start || b.range.end - a.range.end || a.anchor - b.anchor;
}

/** Puts a few findings in their places among many that are in order already. */
function inSourceOrder(many: readonly Finding[], few: Finding[]): Finding[] {
  few.sort(bySource);
  const merged: Finding[] = [];
  let next = 0;
  for (const finding of many) {
    for (let other = few[next]; other && bySource(other, finding) < 0; other = few[++next]) {
      merged.push(other);
    }
    merged.push(finding);
  }
  for (const other of few.slice(next)) merged.push(other);
  return merged;
}

function touch(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push(span);
  }
  return merged;
}

type Edit = TreeChange['edits'][number];

/** Moves a stretch along with an edit that may cut into it: it then covers what was put there. */
function follow(span: Span, { start, oldEnd, newEnd }: Edit): void {
  if (span.start >= oldEnd) span.start += newEnd - oldEnd;
  else if (span.start > start) span.start = start;
  if (span.end >= oldEnd) span.end += newEnd - oldEnd;
  else if (span.end > start) span.end = newEnd;
}

/** Moves a finding along with an edit; true if the edit touches it, which leaves only its anchor right. */
function shift(finding: Finding, edit: Edit): boolean {
  const { extent } = finding;
  if (edit.start > extent.end) return false;
  const delta = edit.newEnd - edit.oldEnd;
  if (edit.oldEnd >= extent.start) {
    if (finding.anchor >= edit.oldEnd) finding.anchor += delta;
    else if (finding.anchor > edit.start) finding.anchor = edit.start;
    follow(extent, edit);
    return true;
  }
  if (delta === 0) return false;
  finding.anchor += delta;
  move(extent, delta);
  move(finding.range, delta);
  if (finding.kind === 'point') {
    move(finding.keywordSpan, delta);
    for (const operand of finding.operands) move(operand, delta);
  } else {
    move(finding.nameSpan, delta);
    move(finding.inner, delta);
  }
  return false;
}

function move(span: Span, delta: number): void {
  span.start += delta;
  span.end += delta;
}
