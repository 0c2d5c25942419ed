import { spawn } from 'node:child_process';

/** The guard's program: the end of its standard input is the end of whoever has started it. Its argument is a process id. */
const program = `
const pid = Number(process.argv[1]);
process.stdin.resume().once('close', () => {
  if (process.platform === 'win32')
    require('node:child_process').spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
  else
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {} // It is gone already.
});
`;

/**
 * Ends the process group of `leader` (on Windows its process tree) when this process is gone, also where it was killed and could
 * do nothing itself. It is a process of its own, so that nothing in the recorded program has to look after that: the
 * program may close every descriptor, fork, and take its recorder off. The result ends the guard, and nothing else.
 */
export function guard(leader: number): () => void {
  const child = spawn(process.execPath, ['-e', program, String(leader)], {
    // Where this process runs in an editor, its executable is the editor's.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    // Whoever kills the group of this process does not mean the guard.
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without a guard the program ends as long as this process can end it.
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.unref();
  return () => void child.kill('SIGKILL');
}
