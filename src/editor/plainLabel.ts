/**
 * Text for the places where VS Code draws `$(name)` as an icon (lens titles, quick picks): a backslash
 * before it keeps it the text that it is in the source.
 */
export function plainLabel(text: string): string {
  return text.replace(/\$\(/g, '\\$(');
}
