import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { ConsoleLine } from '../core/replay/console';
import { linesOf } from '../core/replay/console';
import { stepOf } from '../core/replay/jumps';
import { timeLabel } from '../core/replay/words';
import { arrowsLead } from './arrows';
import { scrollable } from './scrollable';
import type { Loaded } from './store';
import { useUnhurried } from './unhurried';

/** Of a long output the last lines are in the page, and so many more each time that somebody asks: each costs every frame. */
const moreLines = 40;

interface Props {
  readonly loaded: Loaded;
  /** How many outputs there have been. */
  readonly printed: number;
  readonly seek: (step: number) => void;
}

/** What has been printed so far, each line beside the task that printed it; a line leads to the step in which it was. */
export function Console({ loaded, printed: latest, seek }: Props) {
  const { outputs, replay, shown } = loaded;
  const [listed, setListed] = useState(moreLines);
  const section = useRef<HTMLElement>(null);
  const printed = useUnhurried(section, latest, loaded);
  const lines = useMemo(() => linesOf(shown.trace.events, outputs, printed), [loaded, printed]);
  const list = useMemo(
    () => (
      <ol class="lines" onKeyDown={(event) => arrowsLead(event, 'button')}>
        {lines.length > listed && (
          <li>
            <button type="button" class="link" onClick={() => setListed(listed + moreLines)}>
              {l10n.t('Show earlier lines')}
            </button>
          </li>
        )}
        {lines.slice(-listed).map((line, at, { length }) => (
          <Line
            key={line.key}
            line={line}
            loaded={loaded}
            tabStop={at === length - 1}
            go={() => seek(stepOf(replay.steps, line.event))}
          />
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

function Line({
  line: { task, event, stream, text },
  loaded: { context },
  tabStop,
  go,
}: {
  readonly line: ConsoleLine;
  readonly loaded: Loaded;
  /** Whether Tab goes to it; the arrow keys lead to the others. */
  readonly tabStop: boolean;
  readonly go: () => void;
}) {
  const name = task === null ? undefined : context.task(task)?.name;
  const by = name ?? timeLabel(context.trace.events.at(event)?.t ?? 0);
  const goUnlessSelected = (): void => {
    // Who marks text to copy it wants to stay where they are.
    if (getSelection()?.isCollapsed !== false) go();
  };
  return (
    <li class={stream} onClick={goUnlessSelected}>
      <span class="text">{text}</span>
      <button
        type="button"
        class="by"
        tabIndex={tabStop ? 0 : -1}
        title={l10n.t('Go to the step that printed this')}
        aria-label={l10n.t('{0}: go to the step that printed “{1}”', by, text)}
      >
        {by}
      </button>
    </li>
  );
}
