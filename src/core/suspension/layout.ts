import type { FoundScope, Span } from './findings';

/**
 * Python's functions and classes as its layout shows them, without a tree: a definition goes on for
 * as long as lines stand further in. In broken code this is what a reader goes by, and it holds
 * where a syntax tree falls apart, as it does at every bracket that is not closed yet.
 */
export function scopesByLayout(text: string): FoundScope[] {
  const scopes: FoundScope[] = [];
  const open: { readonly indent: number; readonly scope: FoundScope }[] = [];
  let end = 0;

  const close = (indent: number): void => {
    for (let last = open.at(-1); last && last.indent >= indent; last = open.at(-1)) {
      for (const span of [last.scope.range, last.scope.inner, last.scope.extent]) span.end = end;
      open.pop();
    }
  };

  for (const line of logicalLines(text)) {
    const indent = indentOf(text, line.start);
    close(indent);
    const scope = definitionAt(text, line);
    if (scope) {
      scopes.push(scope);
      open.push({ indent, scope });
    }
    end = line.end;
  }
  close(0);
  return scopes;
}

/** Columns before a line's first word: a tab goes to the next multiple of 8, a form feed starts anew. */
function indentOf(text: string, start: number): number {
  let indent = 0;
  for (const space of text.slice(text.lastIndexOf('\n', start - 1) + 1, start)) {
    if (space === '\f') indent = 0;
    else indent += space === '\t' ? 8 - (indent % 8) : 1;
  }
  return indent;
}

interface LogicalLine extends Span {
  /** Where the first colon outside of brackets is, which ends a header; -1 if there is none. */
  colon: number;
}

const definition = /(async[ \t]+)?(def|class)[ \t]+([\p{ID_Start}_]\p{ID_Continue}*)/uy;

function definitionAt(text: string, line: LogicalLine): FoundScope | undefined {
  definition.lastIndex = line.start;
  const words = definition.exec(text);
  if (!words) return undefined;
  const [{ length }, async, keyword, name = ''] = words;
  const { start, end, colon } = line;
  return {
    kind: keyword === 'def' ? 'function' : 'class',
    anchor: start + (async?.length ?? 0),
    extent: { start, end },
    range: { start, end },
    name,
    nameSpan: { start: start + length - name.length, end: start + length },
    inner: { start: colon < 0 ? end : colon + 1, end },
    async: async !== undefined,
    generator: false,
  };
}

/**
 * Words that begin a statement and can stand nowhere else: a line in brackets that begins with one
 * tells that a bracket before it is not closed yet.
 */
const statementAhead =
  /[ \t\f]*(?:(?:assert|break|class|continue|def|del|global|import|nonlocal|pass|raise|return|try|while|with)\b|async[ \t]+(?:def|with)\b)/y;

/** What ends, or changes the meaning of, the text that follows it. */
const mark = /[\n#\\()[\]{}:'"]/g;

/** The lines that hold code, each without what surrounds it: brackets and backslashes join lines. */
function* logicalLines(text: string): Generator<LogicalLine> {
  let line: LogicalLine | undefined;
  let depth = 0;
  let at = 0;
  const takeCode = (to: number): void => {
    let start = at;
    while (start < to && isSpace(text.charCodeAt(start))) start++;
    if (start === to) return;
    line ??= { start, end: to, colon: -1 };
    line.end = to;
    while (isSpace(text.charCodeAt(line.end - 1))) line.end--;
  };

  mark.lastIndex = 0;
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    const char = match[0];
    takeCode(match.index);
    at = mark.lastIndex;
    if (char === '#') {
      const end = text.indexOf('\n', at);
      mark.lastIndex = at = end < 0 ? text.length : end;
    } else if (char === '\\') {
      // Whatever follows, a line break above all, has no meaning of its own.
      mark.lastIndex = at += text.startsWith('\r\n', at) ? 2 : 1;
    } else if (char === '\n') {
      statementAhead.lastIndex = at;
      if (depth > 0 && statementAhead.test(text)) depth = 0;
      if (depth > 0 || !line) continue;
      yield line;
      line = undefined;
    } else {
      line ??= { start: match.index, end: at, colon: -1 };
      if (char === '(' || char === '[' || char === '{') depth++;
      else if (char === ')' || char === ']' || char === '}') depth = Math.max(0, depth - 1);
      else if (char !== ':') mark.lastIndex = at = stringEnd(text, match.index);
      else if (depth === 0 && line.colon < 0) line.colon = match.index;
      line.end = at;
    }
  }
  takeCode(text.length);
  if (line) yield line;
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;
}

/** Where a string literal ends; one in single quotes that is not closed yet ends with its line. */
function stringEnd(text: string, start: number): number {
  const single = text.charAt(start);
  const quote = text.startsWith(single.repeat(3), start) ? single.repeat(3) : single;
  const formatted = /[ft][rR]?$|[rR][ft]$/i.test(text.slice(Math.max(0, start - 2), start));
  let fields = 0;
  for (let at = start + quote.length; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') {
      at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    } else if (char === '\n' && quote.length === 1) {
      return at;
    } else if (formatted && char === '{') {
      if (fields === 0 && text[at + 1] === '{') at++;
      else fields++;
    } else if (formatted && char === '}') {
      fields = Math.max(0, fields - 1);
    } else if (fields > 0 && (char === '"' || char === "'")) {
      // Before Python 3.12 the quote closes the string; since then it may open one in the field.
      at = stringEnd(text, at) - 1;
    } else if (text.startsWith(quote, at)) {
      return at + quote.length;
    }
  }
  return text.length;
}
