/** Texts, comments, and commas that nothing follows, as `tsconfig.json` may have them. */
const parts = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=\s*[}\]])/g;

/** Reads JSON, with comments or without; null where it is none. */
export function readJson(text: string): unknown {
  const withoutComments = text.replace(parts, (part) => (part.startsWith('"') ? part : ''));
  try {
    return JSON.parse(withoutComments.replace(parts, (part) => (part.startsWith('"') ? part : '')));
  } catch {
    // A file that somebody is typing in says nothing yet.
    return null;
  }
}

/** A member of an object that a JSON file holds; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A text that a JSON file holds under a name; null where there is none. */
export function textOf(value: unknown, name: string): string | null {
  const member = memberOf(value, name);
  return typeof member === 'string' ? member : null;
}
