// @ts-check
import path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { CACHE } from './cache.mjs';
import { hasDisplay } from './display.mjs';
import { EDITORS } from './versions.mjs';

const ANSWER_LIMIT_MS = 5000;

/**
 * A desktop VS Code of exactly this version, downloaded into the cache, where one can be had and shown.
 *
 * @param {import('./versions.mjs').EditorVersion} version
 * @returns {Promise<{ executable: string } | { missing: string }>} its path, or why there is none
 */
export async function desktopEditor(version) {
  if (process.env['AWAIT_LENS_EDITOR'] === 'embedded') {
    return { missing: 'AWAIT_LENS_EDITOR asks for the embedded one' };
  }
  if (!hasDisplay()) {
    return { missing: 'there is no display' };
  }
  try {
    // The download itself has no overall limit, so ask first whether anyone answers.
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    if (!answer.ok) {
      return { missing: `its download answers ${answer.status}` };
    }
    const executable = await downloadAndUnzipVSCode({
      version: EDITORS[version].vscode,
      cachePath: path.join(CACHE, 'desktop'),
      timeout: ANSWER_LIMIT_MS,
    });
    return { executable };
  } catch {
    return { missing: 'it cannot be downloaded here' };
  }
}
