import * as l10n from '@vscode/l10n';
import type { Analysis } from '../core/analysis';
import type { Entry } from '../core/simulate/types';
import { walkThrough } from '../core/simulate/walkthrough';
import { moduleName } from '../core/suspension/types';
import type { Choice, Trace } from '../core/trace/format';
import { nearNames } from './names';
import { Problem } from './problem';

/**
 * The walkthrough of a function, or of the whole file as if run where `name` is absent. Errors: `Problem` if there is
 * no such function, or no walkthrough of it.
 */
export function walkthroughOf(
  analysis: Analysis,
  file: string,
  choices: readonly Choice[],
  name?: string,
): Trace {
  const entry = entryOf(analysis, file, name);
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry,
    file,
    choices,
  });
  if ('problem' in walkthrough) throw new Problem(walkthrough.problem);
  return walkthrough.trace;
}

function entryOf({ suspensions }: Analysis, file: string, name: string | undefined): Entry {
  if (name === undefined || name === moduleName) return { kind: 'module' };
  const names = suspensions.functions.map((known) => known.name);
  if (names.includes(name)) return { kind: 'function', name };
  const near = nearNames(name, names).join(', ');
  throw new Problem(
    near === ''
      ? l10n.t('{0} has no function {1}.', file, name)
      : l10n.t('{0} has no function {1}. Did you mean {2}?', file, name, near),
  );
}
