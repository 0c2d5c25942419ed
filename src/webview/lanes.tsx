import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Lane } from '../core/replay/lanes';
import type { LoopState } from '../core/replay/state';
import { timeLabel } from '../core/replay/words';
import { lookOf } from './chip';
import type { Scale } from './lane-scale';
import { scaleOf } from './lane-scale';
import { Arrows, LaneRow, TimeRuler, laneHeight, reasonOf, rulerHeight } from './lane-drawing';
import type { Loaded } from './store';

/** Rows drawn above and below what can be seen, so that scrolling shows no blank. */
const spareRows = 6;

interface Props {
  readonly loaded: Loaded;
  readonly step: number;
  readonly state: LoopState;
  readonly seek: (step: number) => void;
}

interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** One lane for each task, over an axis on which each step has its place and waiting is a gap. */
export function LanesView({ loaded, step, state, seek }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<Window>({ left: 0, top: 0, width: 600, height: 300 });
  const { lanes, arrows } = loaded.lanes;
  const nameWidth = seen.width < 480 ? 88 : 148;
  const scale = scaleOf(loaded.axis, Math.max(120, seen.width - nameWidth));
  useSeen(box, setSeen);
  useFollow(box, scale, step, nameWidth);
  const first = Math.max(0, Math.floor(seen.top / laneHeight) - spareRows);
  const last = Math.min(lanes.length, Math.ceil((seen.top + seen.height) / laneHeight) + spareRows);
  const rows = lanes.slice(first, last);
  const x = { from: seen.left - 200, to: seen.left + seen.width + 200 };
  const statuses = new Map(state.tasks.map((task) => [task.id, task]));
  const height = lanes.length * laneHeight;
  const seekTo = (event: MouseEvent & { readonly currentTarget: SVGElement }): void =>
    seek(scale.stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left));
  return (
    <section class="lanes" aria-labelledby="lanes-title">
      <h2 id="lanes-title">{l10n.t('Tasks over time')}</h2>
      <div
        ref={box}
        class="box"
        style={{ '--names': `${nameWidth}px` }}
        tabIndex={0}
        data-scrolls=""
        role="group"
        aria-labelledby="lanes-title"
      >
        <div class="corner">{l10n.t('T in ms')}</div>
        <svg
          class="ruler"
          width={scale.width}
          height={rulerHeight}
          onClick={seekTo}
          aria-hidden="true"
        >
          <TimeRuler loaded={loaded} scale={scale} step={step} window={x} />
        </svg>
        <ol class="names" style={{ height: `${height}px` }}>
          {rows.map((lane, index) => (
            <li
              key={lane.task.id}
              class={lookOf(statuses.get(lane.task.id))}
              style={{
                top: `${(first + index) * laneHeight}px`,
                '--depth': String(Math.min(lane.depth, 6)),
              }}
              title={`${lane.task.name}: ${lane.task.function}`}
            >
              <span class="name">{lane.task.name}</span>
              {!lane.task.name.includes(lane.task.function) && (
                <span class="function">{lane.task.function}</span>
              )}
              <span class="hidden">
                {[statusText(lookOf(statuses.get(lane.task.id))), ...historyOf(lane, loaded)].join(
                  '; ',
                )}
              </span>
            </li>
          ))}
        </ol>
        <svg
          class="drawing"
          width={scale.width}
          height={height}
          onClick={seekTo}
          aria-hidden="true"
        >
          <Patterns />
          {loaded.axis.gaps.map((gap) => (
            <rect
              key={gap.before}
              class="gap"
              x={gap.start * scale.unit}
              width={(gap.end - gap.start) * scale.unit}
              height={height}
            />
          ))}
          <rect class="now" x={scale.start(step)} width={scale.unit} height={height} />
          {rows.map((lane, index) => (
            <LaneRow
              key={lane.task.id}
              lane={lane}
              top={(first + index) * laneHeight}
              scale={scale}
              window={x}
              trace={loaded.shown.trace}
            />
          ))}
          <Arrows
            arrows={arrows}
            rowOf={new Map(rows.map((lane, index) => [lane.task.id, first + index]))}
            scale={scale}
            window={x}
          />
        </svg>
      </div>
      <Legend />
    </section>
  );
}

/** The lane's drawing in words: when it was suspended, for what, and when it was over. */
function historyOf({ segments, end }: Lane, { replay, shown }: Loaded): string[] {
  const at = (step: number): string => {
    const event = shown.trace.events[replay.steps[step]?.headline ?? -1];
    return timeLabel(event?.t ?? shown.trace.endMs);
  };
  const waits = segments.flatMap(({ status, from, to, suspend }) => {
    const event = shown.trace.events[suspend ?? -1];
    return status === 'waiting' && event?.kind === 'suspend'
      ? [
          l10n.t(
            'suspended from {0} to {1} for {2}',
            at(from),
            at(to),
            reasonOf(event, shown.trace),
          ),
        ]
      : [];
  });
  return end === null ? waits : [...waits, l10n.t('done at {0}', at(end))];
}

function statusText(look: ReturnType<typeof lookOf>): string {
  switch (look) {
    case 'created':
      return l10n.t('not scheduled');
    case 'ready':
      return l10n.t('ready');
    case 'running':
      return l10n.t('running');
    case 'waiting':
      return l10n.t('suspended');
    case 'done':
      return l10n.t('done');
    case 'failed':
      return l10n.t('failed');
  }
}

function Patterns() {
  return (
    <defs>
      <pattern
        id="hatch"
        width="5"
        height="5"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect class="hatch" width="2" height="5" />
      </pattern>
    </defs>
  );
}

function Legend() {
  const item = (kind: string, text: string) => (
    <li>
      <svg width="22" height="14" aria-hidden="true">
        {kind === 'waiting' && <line class="waiting" x1="0" x2="22" y1="7" y2="7" />}
        {kind === 'done' && <circle class="done" cx="11" cy="7" r="4" />}
        {kind === 'running' && <rect class="running" y="1" width="22" height="12" rx="2" />}
        {kind === 'ready' && (
          <rect class="ready" x="0.5" y="3.5" width="21" height="7" fill="url(#hatch)" />
        )}
        {kind === 'gap' && <rect class="gap" width="22" height="14" />}
      </svg>
      {text}
    </li>
  );
  return (
    <ul class="legend" aria-label={l10n.t('Legend')}>
      {item('running', l10n.t('running'))}
      {item('ready', l10n.t('ready, waits for its turn'))}
      {item('waiting', l10n.t('suspended'))}
      {item('done', l10n.t('done'))}
      {item('gap', l10n.t('the loop sleeps'))}
    </ul>
  );
}

/** Keeps track of what of the box can be seen. */
function useSeen(box: { readonly current: HTMLDivElement | null }, set: (seen: Window) => void) {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void =>
      set({
        left: element.scrollLeft,
        top: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, set]);
}

/** Scrolls sideways when the current step leaves what can be seen. */
function useFollow(
  box: { readonly current: HTMLDivElement | null },
  scale: Scale,
  step: number,
  nameWidth: number,
) {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const at = scale.start(step);
    const width = element.clientWidth - nameWidth;
    if (at < element.scrollLeft || at + scale.unit > element.scrollLeft + width)
      element.scrollLeft = Math.max(0, at - width / 2);
  }, [box, scale.unit, step, nameWidth]);
}
