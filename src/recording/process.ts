import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { descendantsOutside, heritageOf } from './descendants';
import type { Heritage } from './descendants';
import { guard } from './guard';
import { recorderDescriptor } from './recorder';
import type { Launch } from './recorder';

/** How a program ended: with an exit status, or by a signal. */
export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** When, as `performance.now()` counts. */
  readonly at: number;
}

/** After being asked to end, a process tree has this long, in ms, before it is killed. */
const grace = 300;

/** Once the program has ended, its pipes are read until nothing has come for this long, in ms: another process may hold them. */
const silence = 300;

/**
 * A program at work, with pipes for its output and for its recorder. It leads a process group of its own, so that it
 * can be ended with all its descendants.
 */
export class ProgramProcess {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly wire: Readable;
  /** Settles when the program has ended and its pipes are read. Errors: the program could not be started. */
  readonly ended: Promise<Ending>;
  private readonly child: ChildProcess;
  private readonly pipes: readonly Socket[];
  private readonly heritage: Heritage;
  private killing: NodeJS.Timeout | undefined;
  /** Descendants that have left the process group, when the program was asked to end. */
  private outside: readonly number[] | undefined;
  /** Whether the program has ended, and its pipes may still be read. */
  private over = false;

  constructor({ command, args, env, mark }: Launch, cwd: string, stdin: 'inherit' | 'ignore') {
    this.child = spawn(command, args, {
      cwd,
      env,
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [stdin, 'pipe', 'pipe', 'pipe'],
    });
    this.heritage = heritageOf(this.child.pid ?? 0, mark);
    this.pipes = [1, 2, recorderDescriptor].map((descriptor) => this.pipe(descriptor));
    [this.stdout, this.stderr, this.wire] = this.pipes as [Socket, Socket, Socket];
    // Whoever started the program may end before the grace is over, as an editor's window does that is closed.
    const kill = (): void => this.signal('SIGKILL');
    process.once('exit', kill);
    const { pid } = this.child;
    const dismiss = pid === undefined ? null : guard(pid);
    this.ended = new Promise<Ending>((resolve, reject) => {
      this.child.once('error', (error) => {
        process.off('exit', kill);
        reject(error);
      });
      this.child.once('exit', (status, signal) => {
        const at = performance.now();
        clearTimeout(this.killing);
        process.off('exit', kill);
        dismiss?.();
        this.over = true;
        // A descendant that outlives the program may hold its pipes open: most end with the group.
        kill();
        const stop = this.closeWhenSilent();
        this.child.once('close', () => {
          stop();
          resolve({ status, signal, at });
        });
      });
    });
  }

  /** Sends a signal to the program alone, as a terminal's Ctrl-C would. */
  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the program and all its descendants: asks first, kills soon after. What is left in the pipes of one that has ended is given up. */
  stop(): void {
    if (this.over) this.close();
    if (this.killing !== undefined || this.over) return;
    this.signal('SIGTERM');
    this.killing = setTimeout(() => this.signal('SIGKILL'), grace);
  }

  private pipe(descriptor: number): Socket {
    const stream = this.child.stdio[descriptor];
    if (!(stream instanceof Socket)) throw new Error(`no pipe ${descriptor}`);
    return stream;
  }

  /** Closes the pipes once nothing comes any more; the result takes that back. */
  private closeWhenSilent(): () => void {
    let before = -1;
    const look = (): void => {
      const read = this.pipes.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
      if (read === before && !this.pipes.some((pipe) => pipe.isPaused())) this.close();
      before = read;
    };
    // An immediate comes after the reading of what has come while this process was busy.
    const timer = setInterval(() => setImmediate(look), silence);
    return () => clearInterval(timer);
  }

  private close(): void {
    for (const pipe of this.pipes) pipe.destroy();
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      // Windows has no process groups to signal; taskkill follows the parents.
      spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
      return;
    }
    // Once the program has ended, its number may be another's.
    if (!this.over) this.outside ??= descendantsOutside(pid, this.heritage);
    for (const id of [-pid, ...(this.outside ?? [])])
      try {
        process.kill(id, signal);
      } catch {
        // It is gone already.
      }
  }
}
