import * as vscode from 'vscode';
import type { Depiction, PanelSettings, Shown } from '../../protocol/messages';
import { replayFileHtml } from '../../protocol/replayFile';
import { nonce, pageRoot } from './page';

/** Both extension hosts have it; the types of neither do. */
declare function btoa(binary: string): string;

/** A replay as a page of its own, which needs neither VS Code nor a network: the panel's page, with the trace in it. */
export async function replayFile(
  extensionUri: vscode.Uri,
  shown: Shown,
  settings: PanelSettings,
  { theme, kind }: Depiction,
): Promise<string> {
  const read = (file: string): Thenable<Uint8Array> =>
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(pageRoot(extensionUri), file));
  const [script, style, font] = await Promise.all(['main.js', 'main.css', 'codicon.ttf'].map(read));
  const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);
  return replayFileHtml({
    script: text(script),
    style: withFont(text(style), font ?? new Uint8Array()),
    nonce: nonce(),
    language: vscode.env.language,
    theme,
    kind,
    replay: {
      // Of the user's machine only the name of the file goes along.
      shown: { ...shown, uri: `replay:${shown.file}`, fromFile: true, recording: null },
      settings,
      texts: vscode.l10n.bundle ?? null,
    },
  });
}

/** The style with its icon font in it. */
function withFont(style: string, font: Uint8Array): string {
  let binary = '';
  for (const byte of font) binary += String.fromCharCode(byte);
  const address = `data:font/ttf;base64,${btoa(binary)}`;
  return style.replace(/url\(["']?[^"')]*codicon\.ttf[^"')]*["']?\)/, () => `url(${address})`);
}
