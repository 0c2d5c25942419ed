import * as l10n from '@vscode/l10n';
import type { Choice } from '../core/trace/format';
import { Problem } from './problem';

/** What `--assume LINE:COLUMN=VALUE` asks for; the value's form tells its kind. Errors: `Problem`. */
export function choiceOf(text: string): Choice {
  const [, line, column, value = ''] = /^(\d+):(\d+)=(.*)$/.exec(text) ?? [];
  const chosen = kinds.find(({ form }) => form.test(value));
  if (line === undefined || column === undefined || !chosen) {
    throw new Problem(
      l10n.t('--assume needs LINE:COLUMN=VALUE, with true, false, 250ms or 3turns for VALUE.'),
    );
  }
  const place = { line: Number(line), column: Number(column), subject: null };
  return { kind: chosen.kind, ...place, value: chosen.read(value) };
}

const kinds: readonly {
  readonly kind: Choice['kind'];
  readonly form: RegExp;
  readonly read: (value: string) => number;
}[] = [
  { kind: 'branch', form: /^(true|false)$/, read: (value) => (value === 'true' ? 1 : 0) },
  { kind: 'duration', form: /^\d+(\.\d+)?ms$/, read: parseFloat },
  { kind: 'loop', form: /^\d+turns?$/, read: parseFloat },
];
