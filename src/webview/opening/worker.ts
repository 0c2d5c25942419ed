/** The worker that reads long traces, so that the page never stops while it does. */

import * as l10n from '@vscode/l10n';
import { compareBytes } from './comparing';
import { handedOver, read } from './reading';

/** What the page asks of it, once. */
export type Task = { readonly texts: Readonly<Record<string, string>> | null } & (
  | { readonly kind: 'read'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: 'compare';
      readonly before: Uint8Array<ArrayBuffer>;
      readonly after: Uint8Array<ArrayBuffer>;
    }
);

/** What of a worker's global scope is used; the page's types know windows only. */
interface Scope {
  onmessage: (event: MessageEvent<Task>) => void;
  postMessage(message: unknown, transfer?: readonly Transferable[]): void;
}

const scope = globalThis as unknown as Scope;

scope.onmessage = ({ data }) => {
  if (data.texts) l10n.config({ contents: data.texts });
  if (data.kind === 'compare') scope.postMessage(compareBytes(data.before, data.after));
  else for (const message of read(data.bytes)) scope.postMessage(message, handedOver(message));
};
// Only a worker that is there is given the bytes: whoever gives them away has them no longer.
scope.postMessage({ kind: 'ready' });
