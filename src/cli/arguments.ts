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
  | {
      readonly kind: 'compare';
      /** Two saved traces. */
      readonly before: string;
      readonly after: string;
      readonly json: boolean;
    }
  | {
      readonly kind: 'record';
      readonly target: RecordTarget;
      readonly json: boolean;
      /** Path of the Python or Node to run it by; absent to take what is on the PATH. */
      readonly interpreter?: string;
      /** What the program gets as its arguments. */
      readonly args: readonly string[];
    };

/** What is recorded: a file, or Python's `-m`. */
export type RecordTarget = { readonly file: string } | { readonly module: string };

const commandNames = ['explain', 'replay', 'record', 'compare'];

const options = {
  json: { type: 'boolean' },
  function: { type: 'string' },
  assume: { type: 'string', multiple: true },
  module: { type: 'string', short: 'm' },
  interpreter: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** What the arguments after the program's name ask for. Errors: `Problem` with the line for the user. */
export function commandOf(args: readonly string[]): Command {
  // `strict` would throw messages of several sentences, in English only: the tokens are checked here.
  // What follows `record … --` belongs to the recorded program.
  const records = args.find((argument) => !argument.startsWith('-')) === 'record';
  const end = records && args.includes('--') ? args.indexOf('--') : args.length;
  const { values, positionals, tokens } = parseArgs({
    args: args.slice(0, end),
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === 'option') checkOption(token);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };

  const [name, file, ...rest] = positionals;
  if (name === undefined) {
    throw new Problem(
      l10n.t(
        'Say what to do: explain FILE, replay FILE, record FILE or compare TRACE TRACE; --help tells more.',
      ),
    );
  }
  if (name === 'record') {
    if (values.assume !== undefined) throw new Problem(l10n.t('--assume belongs to replay.'));
    if (rest.length > 0) {
      throw new Problem(l10n.t('record takes one file; arguments of the program follow after --.'));
    }
    return recordCommand(file, values, args.slice(end + 1));
  }
  if (name !== 'explain' && name !== 'replay' && name !== 'compare') throw unknown(name);
  for (const option of ['module', 'interpreter'] as const) {
    if (values[option] !== undefined) {
      throw new Problem(l10n.t('--{0} belongs to record.', option));
    }
  }
  if (name === 'compare') return compareCommand(positionals.slice(1), values);
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

function compareCommand(
  [before, after, ...rest]: readonly string[],
  { json, function: name, assume }: CompareValues,
): Command {
  if (name !== undefined || assume !== undefined) {
    throw new Problem(l10n.t('--function and --assume belong to replay.'));
  }
  if (before === undefined || after === undefined || rest.length > 0) {
    throw new Problem(l10n.t('compare takes two saved traces: await-lens compare BEFORE AFTER'));
  }
  return { kind: 'compare', before, after, json: json === true };
}

interface CompareValues {
  readonly json?: string | boolean | undefined;
  readonly function?: string | boolean | undefined;
  readonly assume?: unknown;
}

interface RecordValues {
  readonly json?: string | boolean | undefined;
  readonly module?: string | boolean | undefined;
  readonly interpreter?: string | boolean | undefined;
  readonly function?: string | boolean | undefined;
}

function recordCommand(
  file: string | undefined,
  values: RecordValues,
  args: readonly string[],
): Command {
  const { json, module, interpreter } = values;
  if (values.function !== undefined) {
    throw new Problem(l10n.t('record runs the whole program; --function belongs to replay.'));
  }
  if (typeof module === 'string' && file !== undefined) {
    throw new Problem(l10n.t('Say either a file or -m MODULE, not both.'));
  }
  const target = typeof module === 'string' ? { module } : file === undefined ? null : { file };
  if (target === null) {
    throw new Problem(l10n.t('Say which file: await-lens {0} FILE', 'record'));
  }
  return {
    kind: 'record',
    target,
    json: json === true,
    ...(typeof interpreter === 'string' ? { interpreter } : {}),
    args,
  };
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
      ? l10n.t('Unknown command {0}; there are explain, replay, record and compare.', name)
      : l10n.t('Unknown command {0}. Did you mean {1}?', name, near),
  );
}
