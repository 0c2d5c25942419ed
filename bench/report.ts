import type { Measurement } from './harness';

interface Row {
  readonly cells: readonly [name: string, value: string, ratio: string, aim: string];
}

/** The measurements as a table with aligned columns. */
export function table(measurements: readonly Measurement[]): string {
  const head: Row = { cells: ['', 'median', 'ratio', 'aim'] };
  const rows = [head, ...measurements.map(row)];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return rows
    .map(({ cells }) =>
      cells
        .map((cell, column) =>
          column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function row(measurement: Measurement): Row {
  const { name, value, unit, against, aim } = measurement;
  const compared = against ? value / against.value : value;
  return {
    cells: [
      name,
      amount(value, unit),
      against ? `${(value / against.value).toFixed(2)} x ${against.name}` : '',
      aim === undefined
        ? ''
        : `${compared <= aim ? 'met' : 'MISSED'} (at most ${against ? aim : amount(aim, unit)})`,
    ],
  };
}

function amount(value: number, unit: Measurement['unit']): string {
  if (unit === 'ms') return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
  return `${(value / 1024).toFixed(1)} KiB`;
}
