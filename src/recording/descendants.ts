import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { recorderDescriptor } from './recorder';

/** By what a process is known to come of a program, though its parent has ended. Only Linux shows it, in /proc. */
export interface Heritage {
  /** The program's ends of its pipes, as /proc names them: nobody else can have them. */
  readonly pipes: ReadonlySet<string>;
  /** A part of the environment that the program began with, and of that of whoever is forked of it. */
  readonly mark: string | undefined;
}

/** The heritage of a program that has just been started. */
export function heritageOf(program: number, mark: string | undefined): Heritage {
  const links = [1, 2, recorderDescriptor].map((number) => linkOf(program, String(number)));
  return { pipes: new Set(links.filter((link) => link.startsWith('socket:'))), mark };
}

/**
 * Processes that come of `leader` and have left its process group, as daemons do: a signal to the group does not reach them.
 * One whose parent has ended is found by its heritage: not if it runs another program and has closed the pipes. Empty where
 * the system has no `ps`.
 */
export function descendantsOutside(leader: number, heritage: Heritage): number[] {
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid='], { encoding: 'utf8' });
  if (ps.error) return [];
  const table = ps.stdout.split('\n').flatMap((line): Row[] => {
    const [pid, parent, group] = line.trim().split(/\s+/).map(Number);
    return pid === undefined || parent === undefined || group === undefined
      ? []
      : [{ pid, parent, group }];
  });
  const children = new Map<number, Row[]>();
  for (const row of table) children.set(row.parent, [...(children.get(row.parent) ?? []), row]);
  const found = new Set<number>();
  const follow = (pid: number): void => {
    for (const child of children.get(pid) ?? []) {
      if (child.group !== leader) found.add(child.pid);
      follow(child.pid);
    }
  };
  follow(leader);
  for (const { pid, group } of table)
    if (group !== leader && pid !== process.pid && !found.has(pid) && inherits(pid, heritage)) {
      found.add(pid);
      follow(pid);
    }
  return [...found];
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
}

function inherits(pid: number, { pipes, mark }: Heritage): boolean {
  if (process.platform !== 'linux') return false;
  try {
    if (mark !== undefined && readFileSync(`/proc/${pid}/environ`).includes(mark)) return true;
    return readdirSync(`/proc/${pid}/fd`).some((name) => pipes.has(linkOf(pid, name)));
  } catch {
    // It is gone, or another user's.
    return false;
  }
}

/** What an open descriptor of a process is; empty where that cannot be seen. */
function linkOf(pid: number, descriptor: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    return '';
  }
}
