// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const ENDING_LIMIT_MS = 10_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** @type {(() => Promise<void>)[]} */
const endings = [];

/**
 * Starts a program that is ended, with everything it starts itself, when this process ends. On POSIX
 * it leads a process group of its own, so that one signal reaches the whole tree.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function start(command, args, options = {}) {
  const child = spawn(command, [...args], { ...options, detached: process.platform !== 'win32' });
  running.add(child);
  // The set keeps the child until its group is signalled: a leader may be gone while the others run on.
  child.once('error', () => running.delete(child));
  return child;
}

/**
 * Ends a program and everything it started: politely first, then by force.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} [graceMs] how long it may take to end by itself, in milliseconds
 */
export async function end(child, graceMs = 3000) {
  signalTree(child, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isTreeAlive(child) && Date.now() < deadline) {
    await sleep(50);
  }
  signalTree(child, 'SIGKILL');
  running.delete(child);
}

/**
 * Registers something to be done when this process is asked to end, or calls {@link endAll}. The last
 * registered is done first.
 *
 * @param {() => Promise<void>} ending
 */
export function atEnd(ending) {
  endings.push(ending);
}

/**
 * Does everything that was registered with {@link atEnd}. A step that fails, or takes too long, does not
 * stop the others.
 */
export async function endAll() {
  for (let ending = endings.pop(); ending; ending = endings.pop()) {
    const limit = sleep(ENDING_LIMIT_MS, undefined, { ref: false });
    await Promise.race([ending().catch((error) => console.error(error)), limit]);
  }
}

/**
 * From now on an interrupt (Ctrl-C), a termination request or a closed terminal ends everything that was
 * started, then this process. Another one, a second later, does so by force. (A Ctrl-C may come twice at
 * once: from the terminal and from the process that started this one.)
 *
 * @param {() => void} [announce] called at the first signal
 */
export function endOnSignals(announce = () => {}) {
  let signalledAt = 0;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      const code = 128 + constants.signals[signal];
      if (signalledAt > 0) {
        if (Date.now() - signalledAt > 1000) {
          process.exit(code);
        }
        return;
      }
      signalledAt = Date.now();
      announce();
      void endAll().then(() => process.exit(code));
    });
  }
}

// Whatever way this process goes (an uncaught error included), nothing it started stays behind.
process.on('exit', () => {
  for (const child of running) {
    signalTree(child, 'SIGKILL');
  }
});

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {'SIGTERM' | 'SIGKILL'} signal
 */
function signalTree(child, signal) {
  if (child.pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    if (child.exitCode === null) {
      spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    }
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function isTreeAlive(child) {
  if (child.pid === undefined) {
    return false;
  }
  if (process.platform === 'win32') {
    return child.exitCode === null;
  }
  try {
    process.kill(-child.pid, 0);
    return true;
  } catch {
    return false;
  }
}
