import type { Arrow, Lane, Segment } from '../core/replay/lanes';
import type { SuspendEvent, Trace } from '../core/trace/format';
import { durationLabel, roundMs } from '../core/replay/words';
import type { Scale } from './lane-scale';
import type { Loaded } from './store';

export const laneHeight = 28;
export const rulerHeight = 22;

/** What can be seen of the axis, in pixels. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/** The times along the axis: one for each moment at which something happens, as far as there is room. */
export function TimeRuler({
  loaded,
  scale,
  step,
  window,
}: {
  readonly loaded: Loaded;
  readonly scale: Scale;
  readonly step: number;
  readonly window: Window;
}) {
  const { gaps } = loaded.axis;
  const { events } = loaded.shown.trace;
  const marks: { readonly x: number; readonly text: string }[] = [];
  let free = 0;
  for (const before of [0, ...gaps.map((gap) => gap.before)]) {
    const x = scale.start(before);
    const t = events[loaded.replay.steps[before]?.headline ?? 0]?.t ?? 0;
    const text = String(roundMs(t));
    if (x < free) continue;
    free = x + text.length * 7 + 12;
    if (x >= window.from && x <= window.to) marks.push({ x, text });
  }
  return (
    <>
      {gaps
        .filter((gap) => gap.end * scale.unit >= window.from && gap.start * scale.unit <= window.to)
        .map((gap) => {
          const width = (gap.end - gap.start) * scale.unit;
          const text = durationLabel(gap.ms);
          return (
            <g key={gap.before}>
              <rect class="gap" x={gap.start * scale.unit} width={width} height={rulerHeight} />
              {width > text.length * 7 + 6 && (
                <text class="pause" x={gap.start * scale.unit + width / 2} y={15}>
                  {text}
                </text>
              )}
            </g>
          );
        })}
      <rect class="now" x={scale.start(step)} width={scale.unit} height={rulerHeight} />
      {marks.map(({ x, text }) => (
        <g key={x}>
          <line class="mark" x1={x + 0.5} x2={x + 0.5} y1={6} y2={rulerHeight} />
          <text x={x + 4} y={15}>
            {text}
          </text>
        </g>
      ))}
    </>
  );
}

export function LaneRow({
  lane,
  top,
  scale,
  window,
  trace,
}: {
  readonly lane: Lane;
  readonly top: number;
  readonly scale: Scale;
  readonly window: Window;
  readonly trace: Trace;
}) {
  const middle = top + laneHeight / 2;
  const visible = lane.segments.filter(
    ({ from, to }) => scale.start(to) >= window.from && scale.start(from) <= window.to,
  );
  return (
    <g data-lane={lane.task.id}>
      {visible.map((segment) => (
        <SegmentShape
          key={segment.from}
          segment={segment}
          middle={middle}
          scale={scale}
          window={window}
          trace={trace}
        />
      ))}
      {lane.outputs
        .map((step) => scale.start(step) + scale.unit / 2)
        .filter((x) => x >= window.from && x <= window.to)
        .map((x) => (
          <circle key={x} class="output" cx={x} cy={middle} r={2} />
        ))}
      {lane.end !== null && (
        <circle class="done" cx={scale.start(lane.end) + scale.unit / 2} cy={middle} r={4} />
      )}
    </g>
  );
}

function SegmentShape({
  segment,
  middle,
  scale,
  window,
  trace,
}: {
  readonly segment: Segment;
  readonly middle: number;
  readonly scale: Scale;
  readonly window: Window;
  readonly trace: Trace;
}) {
  const x = scale.start(segment.from);
  const width = scale.start(segment.to) - x;
  switch (segment.status) {
    case 'created':
      return <line class="created" x1={x} x2={x + width} y1={middle} y2={middle} />;
    case 'ready':
      return (
        <rect
          class="ready"
          x={x + 0.5}
          width={Math.max(1, width - 1)}
          y={middle - 4.5}
          height={9}
          fill="url(#hatch)"
        />
      );
    case 'running':
      return <rect class="running" x={x} width={width} y={middle - 8} height={16} rx={2} />;
    case 'waiting': {
      const suspend = trace.events[segment.suspend ?? -1];
      const text = suspend?.kind === 'suspend' ? reasonOf(suspend, trace) : '';
      // In the middle of what can be seen, so that it is there while one scrolls.
      const from = Math.max(x, window.from + 200);
      const to = Math.min(x + width, window.to - 200);
      return (
        <>
          <line class="waiting" x1={x} x2={x + width} y1={middle} y2={middle} />
          {to - from > text.length * 7 + 16 && (
            <text class="why" x={(from + to) / 2} y={middle + 4}>
              {text}
            </text>
          )}
        </>
      );
    }
  }
}

/** What a suspended task waits for, in a word or two. */
export function reasonOf({ detail, tasks, waitsFor }: SuspendEvent, trace: Trace): string {
  if (tasks.length === 0 || tasks.length > 3) return detail ?? waitsFor;
  const names = tasks.map((id) => trace.tasks.find((task) => task.id === id)?.name ?? `#${id}`);
  return names.join(', ');
}

/** Who made whom runnable: from the lane of the one to the lane of the other. */
export function Arrows({
  arrows,
  rowOf,
  scale,
  window,
}: {
  readonly arrows: readonly Arrow[];
  readonly rowOf: ReadonlyMap<number, number>;
  readonly scale: Scale;
  readonly window: Window;
}) {
  return (
    <g>
      {arrows.map(({ step, from, to, created }, index) => {
        const x = scale.start(step) + scale.unit / 2;
        const start = rowOf.get(from);
        const end = rowOf.get(to);
        if (start === undefined || end === undefined || x < window.from || x > window.to)
          return null;
        const down = end > start;
        const y1 = (start + 0.5) * laneHeight + (down ? 8 : -8);
        const y2 = (end + 0.5) * laneHeight + (down ? -6 : 6);
        const back = y2 + (down ? -5 : 5);
        return (
          <g key={index} class={created ? 'arrow created' : 'arrow'}>
            <line x1={x} x2={x} y1={y1} y2={back} />
            <path d={`M ${x - 3} ${back} L ${x + 3} ${back} L ${x} ${y2} Z`} />
          </g>
        );
      })}
    </g>
  );
}
