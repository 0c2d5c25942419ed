import { styleText } from 'node:util';

/** How readable output looks: plain unless a person is looking at a terminal that shows colours. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly quiet: (text: string) => string;
  readonly accent: (text: string) => string;
}

const same = (text: string): string => text;

/** Colours only on a terminal, and never where NO_COLOR is set (https://no-color.org). */
export function styleFor(terminal: boolean, env: NodeJS.ProcessEnv): Style {
  if (!terminal || env.NO_COLOR || env.TERM === 'dumb') {
    return { strong: same, quiet: same, accent: same };
  }
  return {
    strong: (text) => styleText('bold', text),
    quiet: (text) => styleText('dim', text),
    accent: (text) => styleText('cyan', text),
  };
}

/**
 * The text on one line, its control characters shown as escapes: a name or a printed string of the
 * user's source must not drive the terminal.
 */
export function visible(text: string): string {
  // eslint-disable-next-line no-control-regex -- Control characters are what this looks for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const code = character.charCodeAt(0);
    return code === 9 ? '  ' : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
