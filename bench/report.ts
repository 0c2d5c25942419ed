import { median, quartiles } from './harness';
import type { Measurement } from './harness';

type Row = readonly [name: string, value: string, ratio: string, aim: string];

/** The measurements as a table with aligned columns. */
export function table(measurements: readonly Measurement[]): string {
  const rows: Row[] = [['', 'median', 'ratio', 'aim'], ...measurements.map(rowOf)];
  const widthOf = (column: number): number =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [nameWidth, valueWidth, ratioWidth] = [widthOf(0), widthOf(1), widthOf(2)];
  return rows
    .map(([name, value, ratio, aim]) =>
      [name.padEnd(nameWidth), value.padStart(valueWidth), ratio.padEnd(ratioWidth), aim]
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rowOf({ name, value, unit, against, aim }: Measurement): Row {
  const ratio = against && ratioOf(value, against);
  return [
    name,
    amount(value, unit),
    against && ratio !== undefined ? `${ratio.toFixed(2)} x ${against.name}${spread(against)}` : '',
    aim === undefined ? '' : verdict(ratio ?? value, aim, against ? undefined : unit),
  ];
}

type Reference = NonNullable<Measurement['against']>;

function ratioOf(value: number, { value: reference, ratios }: Reference): number {
  return ratios === undefined ? value / reference : median(ratios);
}

/** How many pairs there were, and between which ratios the middle half of them lies. */
function spread({ ratios }: Reference): string {
  if (ratios === undefined) return '';
  const [lower, upper] = quartiles(ratios);
  return ` (${ratios.length} pairs, half in ${lower.toFixed(2)} to ${upper.toFixed(2)})`;
}

/** `unit` is absent where the aim is a ratio. */
function verdict(value: number, aim: number, unit: Measurement['unit'] | undefined): string {
  const most = unit ? amount(aim, unit) : `${aim} x`;
  return value <= aim ? `met (at most ${most})` : `MISSED (at most ${most})`;
}

function amount(value: number, unit: Measurement['unit']): string {
  if (unit === 'ms') return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
  return value < 1000 ? `${value.toFixed(1)} bytes` : `${(value / 1000).toFixed(1)} kB`;
}
