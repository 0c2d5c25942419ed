import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The program and its child take no notice of SIGTERM; each writes its process id to a file in its folder. */
export const stubborn = `import asyncio
import os
import signal
import subprocess
import sys

ignoring = "import os, signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
writing = "open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"


async def main():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen([sys.executable, "-c", ignoring + writing, "child.pid"])
    open("parent.pid", "w").write(str(os.getpid()))
    await asyncio.sleep(600)


asyncio.run(main())
`;

/** The ids of both processes; undefined until they have written them to this folder. */
export function processesOf(folder: string): readonly number[] | undefined {
  const ids = ['parent.pid', 'child.pid'].map((name) => {
    const file = path.join(folder, name);
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  });
  return ids.every((id) => id > 0) ? ids : undefined;
}

/** Whether there is a process of that id that has not ended; one that nobody has asked for yet has ended all the same. */
export function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const status = `/proc/${id}/status`;
  return !existsSync(status) || !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}
