import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { guard } from './guard';
import { recorderDescriptor } from './recorder';
import type { Launch } from './recorder';

/** How a program ended: with an exit status, or by a signal. */
export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** After being asked to end, a process tree has this long, in ms, before it is killed. */
const grace = 300;

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
  private killing: NodeJS.Timeout | undefined;

  constructor({ command, args, env }: Launch, cwd: string, stdin: 'inherit' | 'ignore') {
    this.child = spawn(command, args, {
      cwd,
      env,
      shell: false,
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [stdin, 'pipe', 'pipe', 'pipe'],
    });
    this.stdout = this.pipe(1);
    this.stderr = this.pipe(2);
    this.wire = this.pipe(recorderDescriptor);
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
        clearTimeout(this.killing);
        process.off('exit', kill);
        dismiss?.();
        // A descendant that outlives the program may hold its pipes open: they end with the group.
        kill();
        this.child.once('close', () => resolve({ status, signal }));
      });
    });
  }

  /** Sends a signal to the program alone, as a terminal's Ctrl-C would. */
  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the program and all its descendants: asks first, kills soon after. */
  stop(): void {
    if (this.killing !== undefined || this.child.exitCode !== null) return;
    this.signal('SIGTERM');
    this.killing = setTimeout(() => this.signal('SIGKILL'), grace);
  }

  private pipe(descriptor: number): Readable {
    const stream = this.child.stdio[descriptor];
    if (!(stream instanceof Readable)) throw new Error(`no pipe ${descriptor}`);
    return stream;
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    if (process.platform === 'win32') {
      // Windows has no process groups to signal; taskkill follows the parents.
      spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // The whole group is gone already.
    }
  }
}
