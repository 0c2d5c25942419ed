/**
 * What the hover of a language server says of a name: `(method) Client.get(id: string): Promise<User>` of TypeScript's
 * servers, `(method) def get(self, id: str) -> CoroutineType[Any, Any, User]` of Pylance and pyright.
 */
export interface Signature {
  /** The type as it is written: of what a call gives, or of the name itself. */
  readonly type: string;
  readonly called: boolean;
}

/** Reads the first code block of a hover's Markdown; null where it names no type. */
export function readHover(markdown: string): Signature | null {
  const block = /```\w*\n([\s\S]*?)```/.exec(markdown)?.[1] ?? '';
  const text = block
    .replace(/^\s*\([\w ]+\)\s*/, '')
    .replace(/\(\+\d+ overloads?\)/g, '')
    .replace(/\nimport [\s\S]*$/, '')
    .trim();
  return /^(?:async\s+)?def\b/.test(text) ? readPython(text) : readTypeScript(text);
}

function readPython(text: string): Signature | null {
  const type = /->\s*([\s\S]+?)(?::\s*\.\.\.)?$/.exec(text)?.[1];
  if (type === undefined) return null;
  // A server that writes `async def` writes what the coroutine gives.
  return { type: text.startsWith('async') ? `Coroutine[Any, Any, ${type}]` : type, called: true };
}

function readTypeScript(text: string): Signature | null {
  let depth = 0;
  let called = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if ('([{<'.includes(character)) depth++;
    // The `>` of an arrow closes nothing.
    else if (')]}'.includes(character) || (character === '>' && text[at - 1] !== '=')) depth--;
    if (depth === 0 && character === ')') called = true;
    if (depth === 0 && character === ':') {
      const type = text.slice(at + 1).trim();
      return type === '' ? null : { type, called };
    }
  }
  return null;
}
