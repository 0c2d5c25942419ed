import * as l10n from '@vscode/l10n';
import type { Launch, Program, RecordLimits } from './recorder';
import { RecordingProblem } from './recorder';

/**
 * How to start `program` under the recorder of its language. `interpreter` is the path of a Python or a Node; the
 * caller has found it. `recorders` is the folder that holds one folder a recorder. Errors: `RecordingProblem`.
 */
export function launchOf(
  program: Program,
  _interpreter: string,
  _recorders: string,
  _limits: RecordLimits,
): Launch {
  switch (program.language) {
    case 'python':
    case 'typescript':
    case 'javascript':
      throw new RecordingProblem(l10n.t('record is not in this version.'));
  }
}
