import * as vscode from 'vscode';
import { panelHtml } from '../../protocol/html';

/** All that the panel's page may load lies here. */
function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
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

/** The icon on the panel's tab. */
export function tabIcon(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const icon = (theme: string) =>
    vscode.Uri.joinPath(extensionUri, 'media', 'panel', theme, 'lifecycle.svg');
  return { light: icon('light'), dark: icon('dark') };
}

/** 128 random bits in hexadecimal. */
function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
