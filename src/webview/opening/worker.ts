/** The worker that reads long traces, so that the page never stops while it does. */

import * as l10n from '@vscode/l10n';
import { handedOver, read } from './reading';

/** What the page asks of it, once. */
export interface Task {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly texts: Readonly<Record<string, string>> | null;
}

/** What of a worker's global scope is used; the page's types know windows only. */
interface Scope {
  onmessage: (event: MessageEvent<Task>) => void;
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  if (data.texts) l10n.config({ contents: data.texts });
  for (const message of read(data.bytes)) scope.postMessage(message, handedOver(message));
};
// Only a worker that is there is given the bytes: whoever gives them away has them no longer.
scope.postMessage({ kind: 'ready' });
