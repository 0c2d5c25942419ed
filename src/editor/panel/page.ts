import * as vscode from 'vscode';
import type { Trace } from '../../core/trace/format';
import { panelHtml } from '../../protocol/html';
import type { FromPanel } from '../../protocol/messages';
import { manyEvents, receiveFromPanel } from '../../protocol/messages';

/** All that the panel's page may load lies here. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** Puts the page into a panel, new or restored. */
export function loadPage(panel: vscode.WebviewPanel, extensionUri: vscode.Uri): void {
  const root = pageRoot(extensionUri);
  const { webview } = panel;
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(root, file)).toString();
  webview.options = { enableScripts: true, localResourceRoots: [root] };
  webview.html = panelHtml({
    cspSource: webview.cspSource,
    scriptUri: address('main.js'),
    styleUri: address('main.css'),
    nonce: nonce(),
    language: vscode.env.language,
    title: panel.title,
  });
}

/** Hands over what the page says; what does not fit is only logged. */
export function hear(
  { webview }: vscode.WebviewPanel,
  log: vscode.LogOutputChannel,
  heard: (message: FromPanel) => void,
): vscode.Disposable {
  return webview.onDidReceiveMessage((data: unknown) => {
    const { message, problems } = receiveFromPanel(data);
    if (message) heard(message);
    else log.warn(`The panel sent what the editor does not know: ${problems.join('; ')}`);
  });
}

/** The trace as the page is given it. */
export function forPage(trace: Trace): Trace | Uint8Array {
  return trace.events.length > manyEvents ? new TextEncoder().encode(JSON.stringify(trace)) : trace;
}

/** What `forPage` made, or a file that has not been looked at, as a trace again; the page has checked it. */
export function readBack(trace: Trace | Uint8Array): Trace {
  return trace instanceof Uint8Array
    ? (JSON.parse(new TextDecoder().decode(trace)) as Trace)
    : trace;
}

/** The icon on the panel's tab. */
export function tabIcon(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const icon = (theme: string) =>
    vscode.Uri.joinPath(extensionUri, 'media', 'panel', theme, 'lifecycle.svg');
  return { light: icon('light'), dark: icon('dark') };
}

/** 128 random bits in hexadecimal. */
export function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
