/** Rows of a table as lines whose cells stand below each other; `endsTogether` has the columns that are aligned at their right ends. */
export function columns(
  rows: readonly (readonly string[])[],
  endsTogether: (column: number) => boolean,
): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, { length }] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, length);
  const padded = (cell: string, column: number): string => {
    const width = widths[column] ?? 0;
    return endsTogether(column) ? cell.padStart(width) : cell.padEnd(width);
  };
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
