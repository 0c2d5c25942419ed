/** A character as Python escapes it: `\xe9`, `\u20ac`, `\U0001f600`. */
export function escaped(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Escapes what is not ASCII, as the built-in `ascii` does. */
export function ascii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (char) => escaped(char.codePointAt(0) ?? 0));
}
