import * as l10n from '@vscode/l10n';
import type { Language } from '../core/language';
import { nodeAt, nodeOnPath, oldestNode } from './node/interpreters';
import { oldestPython, pythonAt, pythonOnPath } from './python/interpreters';
import { RecordingProblem } from './recorder';

/**
 * Path of the interpreter that runs a program: the one that the user has named, else the first on the PATH of `env` that is
 * new enough. JavaScript and TypeScript are otherwise run by the runtime that this code is in (an editor is a Node too), so
 * that nothing has to be installed for them. Errors: `RecordingProblem`; a wrong name is told, and nothing else taken.
 */
export async function interpreterFor(
  language: Language,
  named: string | null,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  if (language === 'python') {
    const found = named === null ? await pythonOnPath(env) : await pythonAt(named);
    if (found !== undefined) return found.path;
    throw new RecordingProblem(
      named === null
        ? l10n.t(
            'There is no Python {0} or newer on the PATH: install one, or say where yours is.',
            oldestPython,
          )
        : l10n.t('{0} is no Python {1} or newer.', named, oldestPython),
    );
  }
  if (named === null) return (await nodeOnPath(env)) ?? process.execPath;
  const found = await nodeAt(named, env);
  if (found !== undefined) return found;
  throw new RecordingProblem(l10n.t('{0} is no Node {1} or newer.', named, oldestNode));
}
