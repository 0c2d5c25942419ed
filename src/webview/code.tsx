import * as l10n from '@vscode/l10n';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Caller, Excerpt, ExcerptLine } from '../core/replay/excerpt';
import { excerptOf, excerptRows } from '../core/replay/excerpt';
import type { SourcePlace } from '../protocol/messages';
import { Icon } from './icon';
import { scrollable } from './scrollable';
import type { Loaded } from './store';

/** Milliseconds between two excerpts, however fast somebody scrubs: nobody reads sooner. */
const redrawEvery = 60;

interface Props {
  readonly loaded: Loaded;
  readonly step: number;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Null where there is no editor. */
  readonly goToPlace: ((place: SourcePlace) => void) | null;
}

/** A few lines of the source around what happens, and the awaits above it that wait for it. */
export function CodeExcerpt(props: Props) {
  const { loaded, open, setOpen, goToPlace } = props;
  const step = useNowAndThen(props.step);
  return useMemo(() => {
    const at = open ? loaded.replay.steps.at(step) : undefined;
    const excerpt = at ? excerptOf(at, loaded.context) : null;
    return (
      <details class="code" open={open}>
        <summary
          onClick={(event) => {
            // The model says whether it is open: the extension remembers it.
            event.preventDefault();
            setOpen(!open);
          }}
        >
          <h2 id="code-title">{l10n.t('Code')}</h2>
          {open && <span class="where">{whereOf(excerpt, loaded)}</span>}
        </summary>
        {open && <Lines excerpt={excerpt} loaded={loaded} goToPlace={goToPlace} />}
      </details>
    );
  }, [loaded, step, open, setOpen, goToPlace]);
}

/** The value at once if it has rested, else the last of several soon after. */
function useNowAndThen(value: number): number {
  const [late, setLate] = useState(value);
  const shown = useRef({ value, at: -redrawEvery });
  const now = performance.now();
  if (now - shown.current.at >= redrawEvery && shown.current.value !== value)
    shown.current = { value, at: now };
  useEffect(() => {
    if (shown.current.value === value) return undefined;
    const timer = setTimeout(() => setLate(value), shown.current.at + redrawEvery - now);
    return () => clearTimeout(timer);
  }, [value, late]);
  return shown.current.value;
}

/** Whose code it is, and where: `Task-2: order_coffee, line 11`. */
function whereOf(excerpt: Excerpt | null, { context }: Loaded): string {
  if (!excerpt) return '';
  const { task, function: name, place } = excerpt;
  const line =
    name === null ? l10n.t('line {0}', place.line) : l10n.t('{0}, line {1}', name, place.line);
  return task === null ? line : `${context.task(task)?.name ?? `#${task}`}: ${line}`;
}

interface LinesProps extends Pick<Props, 'loaded' | 'goToPlace'> {
  readonly excerpt: Excerpt | null;
}

function Lines({ excerpt, loaded, goToPlace }: LinesProps) {
  const { context, shown } = loaded;
  const rows = Math.min(excerptRows, context.lines.length);
  return (
    <div
      class="excerpt"
      style={{ '--rows': String(rows) }}
      role="group"
      aria-labelledby="code-title"
      {...scrollable(true)}
    >
      {excerpt?.lines.length === 0 && <Missing excerpt={excerpt} known={shown.source !== ''} />}
      {!excerpt && <p class="nothing">{l10n.t('No code belongs to this step.')}</p>}
      {excerpt && excerpt.lines.length > 0 && (
        <ol>
          {excerpt.moreCallers > 0 && (
            <li class="more">{l10n.t('{0} more', excerpt.moreCallers)}</li>
          )}
          {excerpt.callers.map((caller, index) => (
            <CallerLine key={index} caller={caller} goToPlace={goToPlace} />
          ))}
          {excerpt.lines.map((line) => (
            <SourceLine key={line.number} line={line} excerpt={excerpt} goToPlace={goToPlace} />
          ))}
        </ol>
      )}
    </div>
  );
}

/** Instead of lines that are not there: all that the trace says. */
function Missing({ excerpt, known }: { readonly excerpt: Excerpt; readonly known: boolean }) {
  const { quote } = excerpt;
  return (
    <p class="nothing">
      {known
        ? l10n.t('The source that belongs to this trace does not have this line.')
        : l10n.t('This trace does not have its source.')}{' '}
      {quote !== null && <code>{quote}</code>}
    </p>
  );
}

function CallerLine({
  caller,
  goToPlace,
}: {
  readonly caller: Caller;
  readonly goToPlace: Props['goToPlace'];
}) {
  const { function: name, place, text } = caller;
  return (
    <li class="caller">
      <Icon name="debug-stackframe-dot" />
      <LineNumber name={name} place={place} goToPlace={goToPlace} />
      <span class="text">{text}</span>
      <span class="function">{name}</span>
    </li>
  );
}

function SourceLine({
  line,
  excerpt,
  goToPlace,
}: {
  readonly line: ExcerptLine;
  readonly excerpt: Excerpt;
  readonly goToPlace: Props['goToPlace'];
}) {
  const { number, text, marked } = line;
  const { place, current, function: name } = excerpt;
  const here = number === place.line;
  const [from, to] = marked ?? [0, 0];
  return (
    <li
      class={here ? (current ? 'here' : 'there') : undefined}
      aria-current={here ? (current ? 'step' : 'location') : undefined}
    >
      {here && <Icon name={current ? 'debug-stackframe' : 'debug-stackframe-dot'} />}
      {here ? (
        <LineNumber name={name ?? ''} place={place} goToPlace={goToPlace} />
      ) : (
        <span class="number">{number}</span>
      )}
      <span class="text">
        {marked ? (
          <>
            {text.slice(0, from)}
            <mark>{text.slice(from, to)}</mark>
            {text.slice(to)}
          </>
        ) : (
          text
        )}
      </span>
    </li>
  );
}

/** The number of a line that can be gone to. */
function LineNumber({
  name,
  place,
  goToPlace,
}: {
  readonly name: string;
  readonly place: SourcePlace;
  readonly goToPlace: Props['goToPlace'];
}) {
  if (!goToPlace) return <span class="number">{place.line}</span>;
  return (
    <button
      type="button"
      class="number link"
      aria-label={l10n.t('{0}, line {1}', name, place.line)}
      onClick={() => goToPlace(place)}
    >
      {place.line}
    </button>
  );
}
