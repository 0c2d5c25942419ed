import type { FromPanel, SourcePlace, ToPanel } from '../protocol/messages';
import { receiveInPanel } from '../protocol/messages';

/** What VS Code gives a webview's page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's end of the line to the extension. */
export class Host {
  private readonly api = acquireVsCodeApi();
  private readonly waiting = new Map<number, (problem: string | null) => void>();
  private lastId = 0;

  post(message: FromPanel): void {
    this.api.postMessage(message);
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
      } else if (message.type === 'done') this.answer(message.id, null);
      else if (message.type === 'failed') this.answer(message.id, message.message);
      else heard(message);
    };
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  }

  /** Shows a place in the editor. Resolves with null, or with the sentence that says why it could not. */
  goToSource(uri: string, place: SourcePlace): Promise<string | null> {
    const id = ++this.lastId;
    const answered = new Promise<string | null>((resolve) => this.waiting.set(id, resolve));
    this.post({ type: 'goToSource', id, uri, place });
    return answered;
  }

  private answer(id: number, problem: string | null): void {
    this.waiting.get(id)?.(problem);
    this.waiting.delete(id);
  }
}
