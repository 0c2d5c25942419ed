// @ts-check
'use strict';

/**
 * Loaded beside the extension under development by `npm start`, in whichever editor that opens: it looks
 * from inside, where it is the same in all of them, whether the extension works, and tells the script so.
 * It also closes a desktop window when the script ends, which a signal does not reach on every platform.
 */
const net = require('node:net');
const { setTimeout: sleep } = require('node:timers/promises');
const vscode = require('vscode');

const EXTENSION = 'await-lens.await-lens';
const POLL_MS = 200;

exports.activate = () => {
  const socket = net.connect(Number(process.env['AWAIT_LENS_READY_PORT']), '127.0.0.1');
  socket.on('error', () => {});
  socket.on('close', () => {
    if (vscode.env.uiKind === vscode.UIKind.Desktop) {
      void vscode.commands.executeCommand('workbench.action.closeWindow');
    }
  });
  void tellWhenReady(socket);
};

/** @param {import('node:net').Socket} socket */
async function tellWhenReady(socket) {
  while (!socket.destroyed) {
    const found = await ownLenses();
    if (found !== undefined) {
      socket.write(`${JSON.stringify({ ...found, editor: vscode.version })}\n`);
      return;
    }
    await sleep(POLL_MS);
  }
}

/**
 * The first open file that has code lenses of the extension, once that is active.
 *
 * @returns {Promise<{ file: string, lenses: number } | undefined>}
 */
async function ownLenses() {
  if (!vscode.extensions.getExtension(EXTENSION)?.isActive) {
    return undefined;
  }
  for (const { document } of vscode.window.visibleTextEditors) {
    /** @type {import('vscode').CodeLens[]} */
    const lenses = await vscode.commands.executeCommand(
      'vscode.executeCodeLensProvider',
      document.uri,
      Number.MAX_SAFE_INTEGER,
    );
    const own = lenses.filter((lens) => lens.command?.command.startsWith('awaitLens.'));
    if (own.length > 0) {
      return { file: vscode.workspace.asRelativePath(document.uri), lenses: own.length };
    }
  }
  return undefined;
}
