import * as l10n from '@vscode/l10n';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { LoopState } from '../../core/replay/state';
import type { Loaded } from '../store';
import { useUnhurried } from '../unhurried';
import { LaneControls } from './controls';
import { drawLanes, drawRuler, laneHeight, rulerHeight } from './draw';
import { Legend } from './legend';
import { Minimap } from './minimap';
import { LaneNames } from './names';
import { Now } from './now';
import type { Box, Seen, SetSeen } from './sight';
import { seenAtFirst, sizeOf, useSeen, useTheme } from './sight';
import type { Scale } from './scale';
import { firstUnit, fittingUnit, possibleUnit, scaleOf } from './scale';
import { LaneTable } from './table';
import { useZoomInput } from './zoom';
import type { Folds } from './rows';
import { familyRows, groupRows, manyLanes, toggled } from './rows';

/** Rows listed above and below what can be seen, so that scrolling shows no blank. */
const spareRows = 6;

interface Props {
  readonly loaded: Loaded;
  readonly step: number;
  readonly state: LoopState;
  /** The selected task; null for none. */
  readonly selected: number | null;
  readonly seek: (step: number) => void;
  readonly select: (task: number) => void;
  /** Selects a task and shows its code, as it is at this step or another. */
  readonly open: (task: number, step?: number) => void;
  readonly bookmarks: readonly number[];
}

/** One lane for each task, over an axis on which each step has its place and waiting is a gap. */
export function LanesView(props: Props) {
  const { loaded, selected, seek, select, open, bookmarks } = props;
  const section = useRef<HTMLElement>(null);
  const latest = useMemo(
    () => ({ step: props.step, state: props.state }),
    [props.step, props.state],
  );
  const { step, state } = useUnhurried(section, latest, loaded);
  const box = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<HTMLCanvasElement>(null);
  const [seen, setSeen] = useState(seenAtFirst);
  const [asTable, setAsTable] = useState(false);
  const [wanted, setWanted] = useState('');
  const [folds, setFolds] = useState<Folds>(new Set());
  /** Null until somebody chooses: then it depends on how many there are. */
  const [chosenGroups, setChosenGroups] = useState<boolean | null>(null);
  const { lanes } = loaded;
  const grouped = chosenGroups ?? lanes.lanes.length > manyLanes;
  const rows = useMemo(
    () => (grouped ? groupRows(lanes, wanted, folds) : familyRows(lanes.lanes, wanted, folds)),
    [lanes, grouped, wanted, folds],
  );
  const fold = (what: number | string): void => setFolds(toggled(folds, what));
  const nameWidth = seen.width < 480 ? 88 : 148;
  const room = Math.max(120, seen.width - nameWidth);
  const { scale, zoom, fit } = useZoom(box, loaded, seen, setSeen, room, nameWidth);
  useZoomInput(box, { zoom, fit }, asTable);
  useSeen(box, setSeen, asTable);
  useFollow(box, scale, step, seen, room);
  const height = rows.length * laneHeight;
  const theme = useTheme();
  const { left, top } = seen;
  useLayoutEffect(() => {
    const [width, high] = [room, Math.min(seen.height - rulerHeight, height)];
    const scene = { loaded, rows, scale, bookmarks, theme, left, top };
    if (drawing.current) drawLanes(drawing.current, { ...scene, width, height: Math.max(1, high) });
    if (ruler.current) drawRuler(ruler.current, { ...scene, width, height: rulerHeight });
  }, [loaded, rows, scale, bookmarks, left, top, seen.height, room, theme, asTable]);
  const first = Math.max(0, Math.floor(seen.top / laneHeight) - spareRows);
  const last = Math.ceil((seen.top + seen.height) / laneHeight) + spareRows;
  const seekTo = (event: MouseEvent & { readonly currentTarget: HTMLElement }): number => {
    const target = scale.stepAt(event.clientX - event.currentTarget.getBoundingClientRect().left);
    seek(target);
    return target;
  };
  const openAt = (event: MouseEvent & { readonly currentTarget: HTMLElement }): void => {
    const target = seekTo(event);
    const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
    const row = rows[Math.floor(y / laneHeight)];
    if (row?.kind === 'task') open(row.lane.task.id, target);
  };
  // A step changes neither of them: they are not compared again.
  const controls = useMemo(
    () => (
      <LaneControls
        wanted={wanted}
        find={setWanted}
        zoom={zoom}
        fit={fit}
        asTable={asTable}
        toggleTable={() => setAsTable(!asTable)}
        grouped={grouped}
        toggleGroups={() => setChosenGroups(!grouped)}
      />
    ),
    [wanted, asTable, grouped, scale],
  );
  const legend = useMemo(() => <Legend />, []);
  return (
    <section ref={section} class="lanes" aria-labelledby="lanes-title">
      {controls}
      {asTable ? (
        <LaneTable {...{ loaded, step, state, rows, selected, select, open, fold }} />
      ) : (
        <>
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
            <div class="ruler" style={{ width: `${scale.width}px` }} onClick={seekTo}>
              <Now scale={scale} step={step} />
              <canvas ref={ruler} style={sizeOf(room, rulerHeight)} aria-hidden="true" />
            </div>
            <LaneNames
              rows={rows}
              first={first}
              last={last}
              step={step}
              state={state}
              selected={selected}
              select={select}
              open={open}
              fold={fold}
            />
            <div
              class="drawing"
              style={{ width: `${scale.width}px`, height: `${height}px` }}
              onClick={openAt}
            >
              <Now scale={scale} step={step} />
              <canvas
                ref={drawing}
                style={sizeOf(room, Math.max(1, Math.min(seen.height - rulerHeight, height)))}
                aria-hidden="true"
              />
            </div>
          </div>
          {rows.length === 0 && (
            <p class="nothing">
              {wanted === '' ? l10n.t('There are no tasks.') : l10n.t('No task has this name.')}
            </p>
          )}
          {scale.width > room + 1 && (
            <Minimap
              loaded={loaded}
              theme={theme}
              now={scale.start(step) / scale.width}
              width={seen.width}
              from={seen.left / scale.width}
              to={(seen.left + room) / scale.width}
              look={(at) => box.current?.scrollTo({ left: at * scale.width - room / 2 })}
            />
          )}
          {legend}
        </>
      )}
    </section>
  );
}

/**
 * How wide a step is: by the buttons, the keys, and the wheel with Ctrl, which keeps what is under the pointer there. What is in
 * sight then is known without asking the box, so that it is drawn once.
 */
function useZoom(
  box: Box,
  loaded: Loaded,
  seen: Seen,
  setSeen: SetSeen,
  room: number,
  nameWidth: number,
) {
  const { axis } = loaded;
  const [chosen, setChosen] = useState<number | null>(null);
  useLayoutEffect(() => setChosen(null), [loaded]);
  const unit = possibleUnit(axis, room, chosen ?? firstUnit(axis, room));
  const scale = useMemo(() => scaleOf(axis, room, unit), [axis, room, unit]);
  const zoomTo = (wanted: number, x: number): void => {
    const next = possibleUnit(axis, room, wanted);
    const at = ((box.current?.scrollLeft ?? 0) + x) / unit;
    const left = Math.round(Math.min(at * next - x, scaleOf(axis, room, next).width - room));
    setChosen(next);
    setSeen((before) => ({ ...before, left: Math.max(0, left) }));
  };
  const zoom = (by: number, x = nameWidth + room / 2): void =>
    zoomTo(unit * by, Math.max(0, x - nameWidth));
  const fit = (): void => zoomTo(fittingUnit(axis, room), 0);
  useLayoutEffect(() => {
    if (box.current && seen !== seenAtFirst) box.current.scrollLeft = seen.left;
  }, [box, unit]);
  return { scale, zoom, fit };
}

/** Scrolls sideways when the current step leaves what can be seen. To ask the box itself would make the page lay itself out. */
function useFollow(box: Box, scale: Scale, step: number, seen: Seen, room: number) {
  const measured = seen !== seenAtFirst;
  useEffect(() => {
    if (!box.current || !measured) return;
    const at = scale.start(step);
    if (at < seen.left || at + scale.unit > seen.left + room)
      box.current.scrollLeft = Math.max(0, at - room / 2);
  }, [box, step, measured]);
}
