// @ts-check
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The root folder of the project, absolute. */
export const PROJECT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where editors and browsers are kept between runs. Git ignores it; it may be deleted at any time. */
export const CACHE = path.join(PROJECT, '.cache', 'vscode-test');

/**
 * The folder `name` in the cache, made by `populate` if it is not there yet.
 *
 * `populate` fills a folder of its own, which is given its real name only when it is whole: a folder
 * with the real name is therefore always complete, and what a stopped run left behind is removed by the
 * next one. A run that finds another one filling the same folder waits for it.
 *
 * @param {string} name names the content exactly, version included
 * @param {string} title what the user is told is being fetched
 * @param {(folder: string) => Promise<void>} populate
 * @returns {Promise<string>} the absolute path
 */
export async function cached(name, title, populate) {
  const folder = path.join(CACHE, name);
  await mkdir(CACHE, { recursive: true });
  while (!(await exists(folder))) {
    if (await isBeingFilled(name)) {
      await sleep(500);
      continue;
    }
    console.log(`Getting ${title} from the npm registry (once; kept in .cache/) ...`);
    const partial = `${folder}.partial-${process.pid}`;
    try {
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial);
      await populate(partial);
      await rename(partial, folder);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      // Two runs may have started in the same moment: the first to finish has made the folder.
      if (!(await exists(folder))) {
        throw error;
      }
    }
  }
  return folder;
}

/**
 * Whether another living process fills this folder now. Partial folders of dead ones are removed.
 *
 * @param {string} name
 */
async function isBeingFilled(name) {
  const prefix = `${name}.partial-`;
  let busy = false;
  for (const entry of await readdir(CACHE)) {
    if (!entry.startsWith(prefix)) {
      continue;
    }
    const pid = Number(entry.slice(prefix.length));
    if (pid !== process.pid && isAlive(pid)) {
      busy = true;
    } else {
      await rm(path.join(CACHE, entry), { recursive: true, force: true });
    }
  }
  return busy;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM says that the process exists but belongs to another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}
