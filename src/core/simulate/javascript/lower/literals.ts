import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { TemplateParts } from '../ast';
import type { Lower } from './context';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

/** The text that a string's or template's source stands for; undefined for an escape that is not one. */
export function cook(raw: string): string | undefined {
  if (!raw.includes('\\')) return raw;
  const invalid: string[] = [];
  const text = raw.replace(
    /\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[^]))/g,
    (_match, brace?: string, unicode?: string, hex?: string, other?: string) => {
      const code = brace ?? unicode ?? hex;
      if (code !== undefined) {
        const point = parseInt(code, 16);
        if (point <= 0x10ffff) return String.fromCodePoint(point);
        invalid.push(_match);
        return '';
      }
      if (other === 'u' || other === 'x') invalid.push(_match);
      if (other === '\n' || other === '\r\n' || other === '\u2028' || other === '\u2029') return '';
      return simpleEscapes[other ?? ''] ?? other ?? '';
    },
  );
  return invalid.length > 0 ? undefined : text;
}

export function stringValue(node: SyntaxNode): string {
  const raw = node.text;
  return cook(raw.slice(1, raw.endsWith(raw.charAt(0)) && raw.length > 1 ? -1 : undefined)) ?? '';
}

export function numberValue(text: string): number | bigint {
  const digits = text.replace(/_/g, '');
  if (digits.endsWith('n')) return BigInt(digits.slice(0, -1));
  // A leading zero without a dot or an 8 or 9 is sloppy mode's octal.
  return /^0[0-7]+$/.test(digits) ? parseInt(digits, 8) : Number(digits);
}

export function templateParts(node: SyntaxNode, lower: Lower): TemplateParts {
  const cooked: (string | undefined)[] = [];
  const raw: string[] = [];
  const expressions = [];
  const text = node.text;
  let from = 1;
  for (const child of node.namedChildren) {
    if (child.type !== 'template_substitution') continue;
    const chunk = text.slice(from, child.startIndex - node.startIndex);
    raw.push(chunk.replace(/\r\n?/g, '\n'));
    const [inner] = partsOf(child);
    expressions.push(lower.expression(inner));
    from = child.endIndex - node.startIndex;
  }
  raw.push(text.slice(from, -1).replace(/\r\n?/g, '\n'));
  for (const chunk of raw) cooked.push(cook(chunk));
  return { cooked, raw, expressions };
}
