import type { PanelSettings, Shown } from './messages';

/** What a page of its own is made of: the panel's script and style, and the replay. */
export interface ReplayFile {
  readonly script: string;
  /** Without addresses: its icon font is a `data:` one. */
  readonly style: string;
  /** Random: 128 bits or more, letters and digits. */
  readonly nonce: string;
  readonly language: string;
  /** The colours and fonts of the theme, by the names that VS Code gives them. */
  readonly theme: Readonly<Record<string, string>>;
  /** The kind of theme, as VS Code marks a webview's body: `vscode-dark`. */
  readonly kind: string;
  readonly replay: Replayed;
}

/** What the page finds in itself. */
export interface Replayed {
  readonly shown: Shown;
  readonly settings: PanelSettings;
  readonly texts: Readonly<Record<string, string>> | null;
}

/** The id of the element that holds the replay as JSON. */
export const replayElement = 'replay';

/**
 * A page that replays without VS Code and without a network: it may run its one script, and load nothing. The trace in it is
 * data, which the script checks as it checks every other.
 */
export function replayFileHtml(file: ReplayFile): string {
  const { nonce, replay, theme, kind } = file;
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src data:`,
    `worker-src blob:`,
  ].join('; ');
  const variables = Object.entries(theme).map(([name, value]) => `${name}:${value}`);
  return `<!DOCTYPE html>
<html lang="${escape(file.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${escape(replay.shown.title)}</title>
<style nonce="${escape(nonce)}">:root{${inElement(variables.join(';'))}}
${inElement(file.style)}</style>
</head>
<body class="${escape(kind)}">
<div id="root"></div>
<script type="application/json" id="${replayElement}">${inScript(JSON.stringify(replay))}</script>
<script nonce="${escape(nonce)}">${inElement(file.script)}</script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** JSON has no `<` but in its strings, where it may be written so. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

/** Our own script and style: what would end their element, or begin a comment of HTML, stands in strings only. */
function inElement(code: string): string {
  return code.replace(/<(?=\/(?:script|style)|!--)/gi, '\\x3c');
}
