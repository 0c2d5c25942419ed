import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import { linesOf } from '../core/replay/console';
import { scrollable } from './scrollable';
import type { Loaded } from './store';
import { useUnhurried } from './unhurried';

/** Of a long output the last lines are in the page, and so many more each time that somebody asks: each costs every frame. */
const moreLines = 40;

/** What has been printed so far, each line beside the task that printed it. */
export function Console({
  loaded,
  printed: latest,
}: {
  readonly loaded: Loaded;
  /** How many outputs there have been. */
  readonly printed: number;
}) {
  const { outputs, context, shown } = loaded;
  const [listed, setListed] = useState(moreLines);
  const section = useRef<HTMLElement>(null);
  const printed = useUnhurried(section, latest, loaded);
  const lines = useMemo(() => linesOf(shown.trace.events, outputs, printed), [loaded, printed]);
  const list = useMemo(
    () => (
      <ol class="lines">
        {lines.length > listed && (
          <li>
            <button type="button" class="link" onClick={() => setListed(listed + moreLines)}>
              {l10n.t('Show earlier lines')}
            </button>
          </li>
        )}
        {lines.slice(-listed).map((line) => (
          <li key={line.key} class={line.stream}>
            <span class="text">{line.text}</span>
            <span class="by">
              {line.task === null ? '' : (context.task(line.task)?.name ?? '')}
            </span>
          </li>
        ))}
      </ol>
    ),
    [lines, listed],
  );
  const all = useMemo(() => linesOf(shown.trace.events, outputs, outputs.length).length, [loaded]);
  const predicted = shown.trace.mode === 'walkthrough';
  return (
    <section ref={section} class="console" aria-labelledby="console-title">
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
      <div
        class="screen"
        style={{ '--rows': String(Math.min(Math.max(all, 1), 10)) }}
        {...scrollable(all > 10)}
        role="group"
        aria-labelledby="console-title"
      >
        {list}
      </div>
      {lines.length === 0 && (
        <p class="nothing">
          {all === 0 ? l10n.t('The program prints nothing.') : l10n.t('Nothing printed yet.')}
        </p>
      )}
    </section>
  );
}
