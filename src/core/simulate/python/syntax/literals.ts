import type { SyntaxNode } from '../../../syntax/document';
import type { Constant, Expression, FormattedValue, Site } from './ast';

interface Lower {
  expression(node: SyntaxNode): Expression;
  text(node: SyntaxNode): string;
}

/** A number literal. */
export function lowerNumber(text: string): Constant {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (/^0[xob]/.test(digits)) return { kind: 'int', value: exact(BigInt(digits)) };
  if (/^\d+$/.test(digits)) return { kind: 'int', value: exact(BigInt(digits)) };
  const kind = digits.endsWith('j') ? 'imaginary' : 'float';
  return { kind, value: Number.parseFloat(digits) };
}

function exact(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

type Part = string | FormattedValue;

export function lowerString(lower: Lower, node: SyntaxNode): Expression {
  const site = siteOfNode(node);
  const strings =
    node.type === 'concatenated_string'
      ? node.namedChildren.filter((child) => child.type === 'string')
      : [node];
  let isBytes = false;
  const pieces: Part[] = [];
  for (const string of strings) {
    const start = string.firstChild ? lower.text(string.firstChild) : '';
    const prefix = start.replace(/['"]+$/, '').toLowerCase();
    isBytes ||= prefix.includes('b');
    pieces.push(...stringParts(lower, string, prefix, start.length - prefix.length));
  }
  const parts = merge(pieces);
  if (parts.every((part) => typeof part === 'string')) {
    const value = parts.join('');
    return { type: 'Constant', site, value: { kind: isBytes ? 'bytes' : 'str', value } };
  }
  return { type: 'JoinedStr', site, parts };
}

function siteOfNode(node: SyntaxNode): Site {
  const { startPosition: start, endPosition: end, startIndex, endIndex } = node;
  return {
    line: start.row + 1,
    column: start.column + 1,
    endLine: end.row + 1,
    endColumn: end.column + 1,
    start: startIndex,
    end: endIndex,
  };
}

function merge(parts: readonly Part[]): Part[] {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') {
      merged[merged.length - 1] = last + part;
    } else {
      merged.push(part);
    }
  }
  return merged;
}

function stringParts(lower: Lower, node: SyntaxNode, prefix: string, quotes: number): Part[] {
  const raw = prefix.includes('r');
  const formatted = prefix.includes('f') || prefix.includes('t');
  const parts: Part[] = [];
  for (const child of node.children) {
    if (child.type === 'string_content') {
      let text = lower.text(child);
      if (formatted) text = text.replaceAll('{{', '{').replaceAll('}}', '}');
      parts.push(raw ? text : unescape(text, prefix.includes('b')));
    } else if (child.type === 'interpolation') {
      parts.push(...interpolation(lower, child));
    } else if (child.type === 'string_end') {
      // The grammar takes a raw literal of nothing but escapes (`r"\\"`) for a part of its end.
      parts.push(lower.text(child).slice(0, -quotes));
    }
  }
  return parts;
}

function interpolation(lower: Lower, node: SyntaxNode): Part[] {
  const expressions = node.childrenForFieldName('expression').filter((child) => child.isNamed);
  const conversion = node.childForFieldName('type_conversion');
  const specifier = node.childForFieldName('format_specifier');
  const [expression] = expressions;
  if (!expression) return [];
  const value = lower.expression(expression);
  const formatted: FormattedValue = {
    value,
    conversion: conversion ? lower.text(conversion).slice(1) : null,
    spec: specifier ? formatSpec(lower, specifier) : null,
  };
  const equals = node.children.find((child) => child.type === '=');
  if (!equals) return [formatted];
  // `f"{x = }"` prints its own source up to the sign and the blanks around it.
  const text = lower.text(node);
  const upTo = equals.endIndex - node.startIndex;
  const blanks = /^\s*/.exec(text.slice(upTo))?.[0] ?? '';
  const label = text.slice(1, upTo) + blanks;
  const isPlain = formatted.conversion === null && formatted.spec === null;
  return [label, isPlain ? { ...formatted, conversion: 'r' } : formatted];
}

function formatSpec(lower: Lower, node: SyntaxNode): Part[] {
  const parts: Part[] = [];
  // The text between nested replacement fields has no nodes of its own.
  const text = lower.text(node);
  let from = 1;
  for (const child of node.namedChildren) {
    if (child.type !== 'format_expression') continue;
    const start = child.startIndex - node.startIndex;
    parts.push(text.slice(from, start), ...interpolation(lower, child));
    from = child.endIndex - node.startIndex;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== '');
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

/** Escape sequences of a non-raw literal; an unknown one stays as it is, as in Python. */
function unescape(text: string, isBytes: boolean): string {
  if (!text.includes('\\')) return text;
  const pattern =
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{[^}]*\}|(\r\n|[\s\S]))/g;
  return text.replace(
    pattern,
    (whole, octal?: string, hex?: string, short?: string, long?: string, other?: string) => {
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
      if (isBytes && (short ?? long)) return whole;
      const point = short ?? long;
      if (point) {
        const code = Number.parseInt(point, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      }
      if (other === '\r\n') return '';
      return (other !== undefined ? simpleEscapes[other] : undefined) ?? whole;
    },
  );
}
