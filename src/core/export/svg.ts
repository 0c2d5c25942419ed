import type { Axis } from '../replay/axis';
import type { Lane, Lanes, Segment } from '../replay/lanes';
import { durationLabel } from '../replay/words';
import type { Trace } from '../trace/format';

const unit = 18;
const rowHeight = 26;
const names = 190;
const top = 28;

/** More than this nobody reads in a picture. */
const maxLanes = 300;
const maxWidth = 30_000;

/** The lanes as a picture of its own, on paper-white and without any script. */
export function toSvg(trace: Trace, { lanes, arrows }: Lanes, axis: Axis): string {
  const shown = lanes.slice(0, maxLanes);
  const scale = Math.min(unit, maxWidth / Math.max(1, axis.length));
  const x = (step: number): number => names + (axis.starts[step] ?? axis.length) * scale;
  const width = Math.ceil(names + axis.length * scale + 20);
  const height = top + shown.length * rowHeight + 10;
  const rowOf = new Map(shown.map(({ task }, row) => [task.id, row]));
  const middle = (row: number): number => top + (row + 0.5) * rowHeight;
  const parts = [
    ...[...axis.gaps].map(({ start, end, ms, blocked }) => {
      const from = names + start * scale;
      const wide = (end - start) * scale;
      return (
        rect(blocked ? 'blocked' : 'gap', from, 0, wide, height) +
        text('time', from + wide / 2, 17, durationLabel(ms))
      );
    }),
    ...shown.flatMap((lane, row) => laneParts(lane, middle(row), x)),
    ...[...arrows].flatMap(({ step, from, to, created }) => {
      const [start, end] = [rowOf.get(from), rowOf.get(to)];
      if (start === undefined || end === undefined) return [];
      const at = x(step) + scale / 2;
      const direction = end > start ? 1 : -1;
      const tip = middle(end) - 6 * direction;
      const path = `M${round(at)} ${round(middle(start))}V${round(tip)}l-3 ${-5 * direction}h6l-3 ${5 * direction}`;
      return [`<path class="${created ? 'arrow created' : 'arrow'}" d="${path}"/>`];
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escape(trace.file)}</title>
<style>${style}</style>
<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="5" fill="#9a6700"/></pattern></defs>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join('\n')}
</svg>
`;
}

const style = [
  'text{font:12px system-ui,sans-serif;fill:#1f2328}',
  '.time{fill:#59636e;text-anchor:middle;font-size:11px}',
  '.gap{fill:#818b981f}',
  '.blocked{fill:#d1242f33}',
  '.running{fill:#1a7f37}',
  '.ready{fill:url(#hatch);stroke:#9a6700}',
  '.waiting{stroke:#0969da;stroke-width:2;stroke-dasharray:2 3}',
  '.created{stroke:#818b98}',
  '.failed{stroke:#d1242f;stroke-width:2}',
  '.raised{fill:#d1242f;stroke:#fff}',
  '.arrow{stroke:#1f2328;fill:#1f2328}',
  '.arrow.created{stroke-dasharray:1 2}',
].join('');

function laneParts(lane: Lane, middle: number, x: (step: number) => number): string[] {
  const { task, depth, segments, end, failed, raises, blocks } = lane;
  return [
    text(
      'name',
      8 + Math.min(depth, 6) * 12,
      middle + 4,
      `${task.name} ${task.function}`.slice(0, 28),
    ),
    ...[...segments].map((segment) => segmentPart(segment, middle, x)),
    ...blocks.map(({ step }) => rect('blocked', x(step), middle - 11, x(step + 1) - x(step), 22)),
    ...raises.map(
      (step) =>
        `<path class="raised" d="M${round(x(step) + 6)} ${round(middle - 6)}l6 6l-6 6l-6-6z"/>`,
    ),
    ...(end === null ? [] : [endPart(x(end) + 6, middle, failed)]),
  ];
}

/** A dot for a task that is done, a cross for one that failed or was cancelled. */
function endPart(x: number, y: number, failed: boolean): string {
  return failed
    ? `<path class="failed" d="M${round(x - 4)} ${round(y - 4)}l8 8m0-8l-8 8"/>`
    : `<circle cx="${round(x)}" cy="${round(y)}" r="4"/>`;
}

function segmentPart(
  { status, from, to }: Segment,
  middle: number,
  x: (step: number) => number,
): string {
  const wide = x(to) - x(from);
  switch (status) {
    case 'running':
      return rect(status, x(from), middle - 7, wide, 14);
    case 'ready':
      return rect(status, x(from), middle - 4, wide, 8);
    case 'waiting':
    case 'created':
      return `<path class="${status}" d="M${round(x(from))} ${round(middle)}h${round(wide)}"/>`;
  }
}

function rect(name: string, x: number, y: number, width: number, height: number): string {
  return `<rect class="${name}" x="${round(x)}" y="${round(y)}" width="${round(Math.max(1, width))}" height="${round(height)}"/>`;
}

function text(name: string, x: number, y: number, content: string): string {
  return `<text class="${name}" x="${round(x)}" y="${round(y)}">${escape(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Without what XML cannot hold at all, and with what has a meaning in it as entities. */
function escape(content: string): string {
  return content
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
