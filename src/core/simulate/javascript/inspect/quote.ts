const escapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
};

/** A string as util.inspect quotes it: single quotes unless it has some and another kind fits better (`strEscape`). */
export function quote(text: string): string {
  const mark = !text.includes("'")
    ? "'"
    : !text.includes('"')
      ? '"'
      : !text.includes('`') && !text.includes('${')
        ? '`'
        : "'";

  const escaped = text.replace(
    /[\x00-\x1f\x7f-\x9f\\']|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (char) => {
      if (char === "'") return mark === "'" ? "\\'" : char;
      const known = escapes[char];
      if (known !== undefined) return known;
      const code = char.charCodeAt(0);
      return code < 256
        ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`
        : `\\u${code.toString(16).toUpperCase()}`;
    },
  );
  return `${mark}${escaped}${mark}`;
}
