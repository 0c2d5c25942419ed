import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { Choice } from '../core/trace/format';
import { choiceOf } from './choices';
import { nearNames } from './names';
import { Problem } from './problem';

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'explain'; readonly file: string; readonly json: boolean }
  | {
      readonly kind: 'replay';
      readonly file: string;
      readonly json: boolean;
      /** Qualified name of the function to start at; absent for the whole file. */
      readonly function?: string;
      /** What to assume instead of what a walkthrough would assume by itself. */
      readonly choices: readonly Choice[];
    }
  | { readonly kind: 'record' };

const commandNames = ['explain', 'replay', 'record'];

const options = {
  json: { type: 'boolean' },
  function: { type: 'string' },
  assume: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What the arguments after the program's name ask for. Errors: `Problem` with the line for the user. */
export function commandOf(args: readonly string[]): Command {
  // `strict` would throw messages of several sentences, in English only: the tokens are checked here.
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  // What follows `record` may belong to the recorded program.
  if (positionals[0] === 'record' && values.help !== true) return { kind: 'record' };
  for (const token of tokens) if (token.kind === 'option') checkOption(token);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };

  const [name, file, ...rest] = positionals;
  if (name === undefined) {
    throw new Problem(l10n.t('Say what to do: explain FILE or replay FILE; --help tells more.'));
  }
  if (name !== 'explain' && name !== 'replay') throw unknown(name);
  if (file === undefined) throw new Problem(l10n.t('Say which file: await-lens {0} FILE', name));
  if (rest.length > 0) throw new Problem(l10n.t('One file at a time: {0} takes one.', name));
  const json = values.json === true;
  if (name === 'replay') {
    return {
      kind: 'replay',
      file,
      json,
      choices: (values.assume ?? []).map((text) => choiceOf(String(text))),
      ...(typeof values.function === 'string' ? { function: values.function } : {}),
    };
  }
  if (values.function !== undefined) {
    throw new Problem(l10n.t('explain takes the whole file; --function belongs to replay.'));
  }
  if (values.assume !== undefined) throw new Problem(l10n.t('--assume belongs to replay.'));
  return { kind: 'explain', file, json };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkOption({ name, rawName, value, inlineValue }: OptionToken): void {
  if (!Object.hasOwn(options, name)) throw unknownOption(name, rawName);
  const takesValue = options[name as keyof typeof options].type === 'string';
  if (!takesValue && value !== undefined) throw new Problem(l10n.t('{0} takes no value.', rawName));
  // In `--function --json` the name was forgotten; `--function=--json` is the way to mean it.
  const forgotten = value === undefined || value === '' || (!inlineValue && value.startsWith('-'));
  if (takesValue && forgotten) {
    throw new Problem(
      name === 'function'
        ? l10n.t('{0} needs a name.', rawName)
        : l10n.t('{0} needs a value.', rawName),
    );
  }
}

function unknownOption(name: string, rawName: string): Problem {
  const [near] = nearNames(name, Object.keys(options));
  return new Problem(
    near === undefined
      ? l10n.t('Unknown option {0}; --help lists them all.', rawName)
      : l10n.t('Unknown option {0}. Did you mean --{1}?', rawName, near),
  );
}

function unknown(name: string): Problem {
  const [near] = nearNames(name, commandNames);
  return new Problem(
    near === undefined
      ? l10n.t('Unknown command {0}; there are explain, replay and record.', name)
      : l10n.t('Unknown command {0}. Did you mean {1}?', name, near),
  );
}
