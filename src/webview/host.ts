import type { FromPanel, SourcePlace, ToPanel } from '../protocol/messages';
import { manyEvents, receiveInPanel } from '../protocol/messages';
import type { Replayed } from '../protocol/replayFile';
import { replayElement } from '../protocol/replayFile';

/** What VS Code gives a webview's page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
}

declare const acquireVsCodeApi: (() => VsCodeApi) | undefined;

/** The page's end of the line to the extension; in a file of its own, to the replay in the file. */
export class Host {
  private readonly api = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;
  private readonly waiting = new Map<number, (problem: string | null) => void>();
  private lastId = 0;
  private depict: (id: number) => Promise<void> = () => Promise.resolve();

  /** Whether there is an editor: it shows code, and saves. */
  get hasEditor(): boolean {
    return this.api !== null;
  }

  post(message: FromPanel): void {
    this.api?.postMessage(message);
    if (!this.api && message.type === 'ready') sendReplay();
  }

  /** Calls `heard` for each message that fits, and `broken` for one that does not. Returns how to stop. */
  listen(
    heard: (message: ToPanel) => void,
    broken: (problems: readonly string[]) => void,
  ): () => void {
    const listener = ({ data }: MessageEvent<unknown>): void => {
      const { message, problems } = receiveInPanel(data);
      if (!message) {
        this.post({ type: 'problem', message: problems.join(' ') });
        broken(problems);
      } else if (message.type === 'depict') void this.depict(message.id);
      else if (message.type === 'done') this.answer(message.id, null);
      else if (message.type === 'failed') this.answer(message.id, message.message);
      else heard(message);
    };
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  }

  /** Calls `depict` when the extension asks for a picture. Returns how to stop. */
  onDepict(depict: (id: number) => Promise<void>): () => void {
    this.depict = depict;
    return () => {
      this.depict = () => Promise.resolve();
    };
  }

  /**
   * Shows a place in the editor, which takes the focus if it should. Resolves with null, or with the sentence that says why it
   * could not.
   */
  goToSource(uri: string, place: SourcePlace, focus: boolean): Promise<string | null> {
    const id = ++this.lastId;
    const answered = new Promise<string | null>((resolve) => this.waiting.set(id, resolve));
    this.post({ type: 'goToSource', id, uri, place, focus });
    return answered;
  }

  private answer(id: number, problem: string | null): void {
    this.waiting.get(id)?.(problem);
    this.waiting.delete(id);
  }
}

/** Says what an extension would: it is checked in the same way. */
function sendReplay(): void {
  const text = document.getElementById(replayElement)?.textContent ?? '';
  const { shown, settings, texts } = JSON.parse(text) as Replayed;
  window.postMessage({ type: 'configure', settings, texts }, '*');
  // A long trace is given to the page as it is given one by the extension.
  const { trace } = shown;
  const long = !(trace instanceof Uint8Array) && trace.events.length > manyEvents;
  const given = long ? new TextEncoder().encode(JSON.stringify(trace)) : trace;
  window.postMessage({ type: 'show', shown: { ...shown, trace: given } }, '*');
}
