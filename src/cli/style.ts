/** How readable output looks: plain unless a person is looking at a terminal that shows colours. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly accent: (text: string) => string;
}

const same = (text: string): string => text;

/** Between the two SGR codes (ECMA-48) that switch a rendition on and off. */
const between =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** Colours only on a terminal, and never where NO_COLOR is set (https://no-color.org). */
export function styleFor(terminal: boolean, env: NodeJS.ProcessEnv): Style {
  if (!terminal || env.NO_COLOR || env.TERM === 'dumb') {
    return { strong: same, quiet: same, accent: same };
  }
  return { strong: between(1, 22), quiet: between(2, 22), accent: between(36, 39) };
}

/**
 * The text on one line, its control characters shown as escapes: a name or a printed string of the
 * user's source must not drive the terminal.
 */
export function visible(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? '  ' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
