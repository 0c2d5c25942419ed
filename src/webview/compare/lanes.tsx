import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ComparedTask } from '../../core/compare/compare';
import type { Suspended } from '../../core/compare/outline';
import { lifeOf } from '../../core/compare/lives';
import { durationLabel } from '../../core/replay/words';
import { IconButton } from '../icon-button';
import { rulerHeight } from '../lanes/draw';
import { Twisty } from '../lanes/names';
import type { Folds } from '../lanes/rows';
import { manyLanes, toggled } from '../lanes/rows';
import type { Box } from '../lanes/sight';
import { seenAtFirst, sizeOf, useSeen, useTheme } from '../lanes/sight';
import { useZoomInput, ZoomButtons } from '../lanes/zoom';
import type { CompareScene, LanePair } from './draw';
import {
  aboveEachOther,
  awaitAt,
  besideEachOther,
  drawPairs,
  drawTimes,
  sideName,
  sides,
} from './draw';
import type { ShownComparison, ShownSide } from './model';
import type { ComparedRow } from './rows';
import { groupRows, taskRows } from './rows';
import type { TimeScale } from './time-scale';
import { timeScaleOf } from './time-scale';

/** Pixels that a millisecond has at most: then a microsecond has one. */
const largestUnit = 1_000;

/** Lanes have room beside each other from this width of the box on, in pixels. */
const wide = 760;

/** Rows listed above and below what can be seen, so that scrolling shows no blank. */
const spareRows = 6;

interface Props {
  readonly shown: ShownComparison;
  /** The tasks that are searched for; all without a search. */
  readonly tasks: readonly ComparedTask[];
  readonly selected: number | null;
  readonly select: (place: number) => void;
}

/** What each task did in both traces, on one scale of time. */
export function CompareLanes({ shown, tasks, selected, select }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const times = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<HTMLCanvasElement>(null);
  const [seen, setSeen] = useState(seenAtFirst);
  const theme = useTheme();
  useSeen(box, setSeen);
  const [folds, setFolds] = useState<Folds>(new Set());
  /** Null until somebody chooses: then it depends on how many there are. */
  const [chosenGroups, setChosenGroups] = useState<boolean | null>(null);
  const grouped = chosenGroups ?? shown.comparison.tasks.length > manyLanes;
  const listed = useMemo(
    () => (grouped ? groupRows(tasks, folds) : taskRows(tasks)),
    [tasks, grouped, folds],
  );
  const rows = useMemo(() => listed.map((row) => pairOf(row, shown)), [listed, shown]);
  const arrangement = seen.width < wide ? aboveEachOther : besideEachOther;
  const nameWidth = seen.width < 480 ? 112 : 180;
  const room = Math.max(120, seen.width - nameWidth);
  const column = room * arrangement.share;
  const endMs = Math.max(shown.before.endMs, shown.after.endMs);
  const { scale, zoom, fit } = useTimeZoom(box, endMs, column);
  const height = rows.length * arrangement.rowHeight;
  const high = Math.max(1, Math.min(seen.height - rulerHeight, height));
  const { left, top } = seen;
  const scene: CompareScene = {
    ...{ rows, arrangement, scale, selected, theme, left, top },
    ...{ width: room, height: high },
  };
  useLayoutEffect(() => {
    if (drawing.current) drawPairs(drawing.current, scene);
    if (times.current) drawTimes(times.current, scene);
  }, [rows, arrangement, scale, selected, theme, left, top, room, high]);
  const press = (event: MouseEvent & { readonly currentTarget: HTMLCanvasElement }): void => {
    const place = awaitAt(scene, event.offsetX, event.offsetY);
    if (place !== null) select(place);
  };
  const width = scale.width + room - column;
  const first = Math.max(0, Math.floor(top / arrangement.rowHeight) - spareRows);
  const last = Math.ceil((top + seen.height) / arrangement.rowHeight) + spareRows;
  return (
    <section class="lanes" aria-labelledby="lanes-title">
      <div class="lane-controls">
        <h2 id="lanes-title">{l10n.t('Tasks over time')}</h2>
        <ZoomButtons zoom={zoom} fit={fit} />
        <IconButton
          icon="group-by-ref-type"
          title={l10n.t('Group by Function')}
          pressed={grouped}
          act={() => setChosenGroups(!grouped)}
        />
      </div>
      <div
        ref={box}
        class="box"
        style={{ '--names': `${nameWidth}px`, '--row': `${arrangement.rowHeight}px` }}
        tabIndex={0}
        data-scrolls=""
        role="group"
        aria-labelledby="lanes-title"
      >
        <div class="corner" />
        <div class="ruler" style={{ width: `${width}px` }}>
          <canvas ref={times} style={sizeOf(room, rulerHeight)} aria-hidden="true" />
        </div>
        <ol class="names" style={{ height: `${height}px` }}>
          {listed.slice(first, last).map((row, index) => (
            <Name
              key={first + index}
              row={row}
              top={(first + index) * arrangement.rowHeight}
              tagged={arrangement === aboveEachOther}
              fold={(name) => setFolds(toggled(folds, name))}
            />
          ))}
        </ol>
        <div class="drawing" style={sizeOf(width, height)}>
          <canvas ref={drawing} style={sizeOf(room, high)} aria-hidden="true" onClick={press} />
        </div>
      </div>
      {listed.length === 0 && <p class="nothing">{l10n.t('No task has this name.')}</p>}
    </section>
  );
}

function pairOf(row: ComparedRow, { before, after }: ShownComparison): LanePair {
  if (row.kind === 'group') return { before: toldOf(row.before), after: toldOf(row.after) };
  const { task } = row.item;
  const life = (id: number | undefined, { lives }: ShownSide) =>
    id === undefined ? null : lifeOf(lives, id);
  return { before: life(task.before?.id, before), after: life(task.after?.id, after) };
}

function toldOf({ count, totalMs }: Suspended): string {
  return count === 0
    ? l10n.t('never suspended')
    : l10n.t('suspended {0}×, {1} in all', count, durationLabel(totalMs));
}

/** The name of a task, or of a group; a screen reader hears what its lanes show, too. */
function Name({
  row,
  top,
  tagged,
  fold,
}: {
  readonly row: ComparedRow;
  readonly top: number;
  readonly tagged: boolean;
  readonly fold: (name: string) => void;
}) {
  const style = { top: `${top}px`, '--depth': String(row.kind === 'task' ? row.depth : 0) };
  const tags = tagged && (
    <span class="tags" aria-hidden="true">
      {sides.map((side) => (
        <span key={side}>{sideName(side)}</span>
      ))}
    </span>
  );
  if (row.kind === 'group') {
    const { function: runs, tasks, open } = row;
    return (
      <li class="group-name" style={style} title={runs} onClick={() => fold(runs)}>
        <Twisty open={open} label={l10n.t('Tasks of {0}', runs)} />
        <span class="who">
          <span class="name">{runs}</span>
          <span class="function">{`${tasks.length}×`}</span>
        </span>
        {tags}
        <span class="hidden">
          {l10n.t('before: {0}; after: {1}', toldOf(row.before), toldOf(row.after))}
        </span>
      </li>
    );
  }
  const { task, before, after } = row.item;
  const { name = '', function: runs = '' } = task.before ?? task.after ?? {};
  const old = task.before ? toldOf(before) : l10n.t('not there');
  const now = task.after ? toldOf(after) : l10n.t('not there');
  return (
    <li style={style} title={`${name}: ${runs}`}>
      <span class="who">
        <span class="name">{name}</span>
        {!name.includes(runs) && <span class="function">{runs}</span>}
      </span>
      {tags}
      <span class="hidden">{l10n.t('before: {0}; after: {1}', old, now)}</span>
    </li>
  );
}

/** How wide a millisecond is: by the buttons, the keys, and the wheel with Ctrl. */
function useTimeZoom(box: Box, endMs: number, column: number) {
  const [chosen, setChosen] = useState(1);
  const kept = useRef<number | null>(null);
  const scale: TimeScale = useMemo(
    () => timeScaleOf(endMs, column, chosen),
    [endMs, column, chosen],
  );
  const zoom = (by: number): void => {
    const most = Math.max(1, (largestUnit * Math.max(1, endMs)) / column);
    kept.current = ((box.current?.scrollLeft ?? 0) + column / 2) / scale.unit;
    setChosen(Math.max(1, Math.min(most, chosen * by)));
  };
  const fit = (): void => setChosen(1);
  useLayoutEffect(() => {
    if (box.current && kept.current !== null)
      box.current.scrollLeft = kept.current * scale.unit - column / 2;
    kept.current = null;
  }, [box, scale.unit]);
  useZoomInput(box, { zoom, fit });
  return { scale, zoom, fit };
}
