import { spawnSync } from 'node:child_process';

/**
 * Processes that come of `leader` and have left its process group, as daemons do: a signal to the group does not reach them.
 * Those whose parent has ended are not found. Empty where the system has no `ps`.
 */
export function descendantsOutside(leader: number): number[] {
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' });
  return ps.error ? [] : outside(leader, ps.stdout);
}

function outside(leader: number, table: string): number[] {
  const children = new Map<number, { pid: number; group: number }[]>();
  for (const line of table.split('\n')) {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    if (pid === undefined || parent === undefined || group === undefined) continue;
    children.set(parent, [...(children.get(parent) ?? []), { pid, group }]);
  }
  const below = (parent: number): number[] =>
    (children.get(parent) ?? []).flatMap(({ pid, group }) => [
      ...(group === leader ? [] : [pid]),
      ...below(pid),
    ]);
  return below(leader);
}
