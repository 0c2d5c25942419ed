import * as l10n from '@vscode/l10n';
import type { Wait } from './catalog/schema';

/** The wait of a point whose code is half typed; `unknown` is how its language says that nothing is known. */
export function incompleteWait(unknown: Wait, keyword: string): Wait {
  return {
    ...unknown,
    lens: () => l10n.t('{0}: the code is incomplete', keyword),
    summary: () => l10n.t('The code is incomplete: what it waits for cannot be told yet.'),
    registers: () => l10n.t('What stands after {0} is not complete.', keyword),
  };
}
