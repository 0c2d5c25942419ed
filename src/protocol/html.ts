/** What the panel's page is made of; the addresses are those of `webview.asWebviewUri`. */
export interface PanelPage {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Random for each page: 128 bits or more, letters and digits. */
  readonly nonce: string;
  /** Language of the texts, as in `vscode.env.language`. */
  readonly language: string;
  readonly title: string;
}

/**
 * The panel's page: one script, one style sheet and its icon font, and nothing else may load or run. There
 * are no inline handlers or styles; all that is shown is built as text by the script.
 */
export function panelHtml(page: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource}`,
    `font-src ${page.cspSource}`,
    // The page makes its worker from a text in its own script: VS Code allows a webview no other.
    `worker-src blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(page.language)}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>${escape(page.title)}</title>
<link rel="stylesheet" href="${escape(page.styleUri)}">
</head>
<body>
<div id="root"></div>
<script nonce="${escape(page.nonce)}" src="${escape(page.scriptUri)}"></script>
</body>
</html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`);
}
