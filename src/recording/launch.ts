import path from 'node:path';
import { nodeLaunch } from './node/launch';
import { launchPython } from './python/launch';
import type { Launch, Program, RecordLimits } from './recorder';

/**
 * How to start `program` under the recorder of its language. `interpreter` is the path of a Python or a Node, which the
 * caller has found. `recorders` is the folder that holds one folder a recorder.
 */
export function launchOf(
  program: Program,
  interpreter: string,
  recorders: string,
  limits: RecordLimits,
): Launch {
  switch (program.language) {
    case 'python':
      return launchPython(program, interpreter, path.join(recorders, 'python'), limits);
    case 'typescript':
    case 'javascript':
      return nodeLaunch(program, interpreter, recorders, limits);
  }
}
