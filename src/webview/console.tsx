import * as l10n from '@vscode/l10n';
import { useEffect, useRef } from 'preact/hooks';
import type { ConsolePiece } from '../core/replay/console';
import type { LoopState } from '../core/replay/state';
import { firstIndex } from './lanes/scale';
import type { Loaded } from './store';

/** Of a long output only the last lines are in the page. */
const maxLines = 500;

/** What has been printed so far, each line beside the task that printed it. */
export function Console({ loaded, state }: { readonly loaded: Loaded; readonly state: LoopState }) {
  const { replay, context, shown } = loaded;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [state.printed]);
  const lines = linesOf(replay.console, state.printed);
  const all = (replay.console.at(-1)?.row ?? -1) + 1;
  const predicted = shown.trace.mode === 'walkthrough';
  return (
    <section class="console" aria-labelledby="console-title">
      <h2 id="console-title">
        {l10n.t('Console')}
        {predicted && (
          <span
            class="tag"
            title={l10n.t('Worked out from the source alone: nothing has been run.')}
          >
            {l10n.t('predicted')}
          </span>
        )}
      </h2>
      <ol
        ref={list}
        class="lines"
        style={{ '--rows': String(Math.min(Math.max(all, 1), 10)) }}
        tabIndex={all > 10 ? 0 : undefined}
        data-scrolls=""
        aria-labelledby="console-title"
      >
        {lines.slice(-maxLines).map((line) => (
          <li key={line.row} class={line.stream}>
            <span class="text">{line.text}</span>
            <span class="by">
              {line.task === null ? '' : (context.task(line.task)?.name ?? '')}
            </span>
          </li>
        ))}
      </ol>
      {lines.length === 0 && (
        <p class="nothing">
          {all === 0 ? l10n.t('The program prints nothing.') : l10n.t('Nothing printed yet.')}
        </p>
      )}
    </section>
  );
}

/** A line may be printed in parts; more of them than this are not looked at. */
const maxPieces = 4 * maxLines;

interface Line extends Pick<ConsolePiece, 'row' | 'task' | 'stream'> {
  text: string;
}

/** The last of the pieces that are printed by now, as lines; a line belongs to the task that began it. */
function linesOf(pieces: readonly ConsolePiece[], printed: number): Line[] {
  const lines = new Map<number, Line>();
  const end = firstIndex(pieces.length, (at) => (pieces[at]?.output ?? 0) >= printed);
  for (const { row, task, stream, text } of pieces.slice(Math.max(0, end - maxPieces), end)) {
    const line = lines.get(row);
    if (line) line.text += text;
    else lines.set(row, { row, task, stream, text });
  }
  return [...lines.values()];
}
