import { inspect } from '../inspect/inspect';
import type { Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { invalidArgument } from '../values/invalid_argument';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import type { Raised } from '../values/throw';
import { nodeError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

interface Option {
  readonly type: 'string' | 'boolean';
  readonly short: string | undefined;
  readonly multiple: boolean;
  readonly initial: Value;
}

type Options = ReadonlyMap<string, Option>;

interface Config {
  readonly args: readonly string[];
  readonly strict: boolean;
  readonly allowPositionals: boolean;
  readonly allowNegative: boolean;
  readonly tokens: boolean;
  readonly options: Options;
}

/** One part of the command line; `index`: the argument it is in. */
type Token =
  | { readonly kind: 'option-terminator'; readonly index: number }
  | { readonly kind: 'positional'; readonly index: number; readonly value: string }
  | {
      readonly kind: 'option';
      readonly name: string;
      /** As it was written, with its dashes. */
      readonly rawName: string;
      readonly index: number;
      readonly value: string | undefined;
      /** Whether the value is part of the same argument; undefined without one. */
      readonly inlineValue: boolean | undefined;
    };

type OptionToken = Extract<Token, { kind: 'option' }>;

/**
 * util.parseArgs (Node: lib/internal/util/parse_args/parse_args.js).
 *
 * @throws {Raised} ERR_INVALID_ARG_TYPE and ERR_INVALID_ARG_VALUE for its configuration, ERR_PARSE_ARGS_… for the arguments.
 */
export function parseArgs(realm: Realm, given: Value): Value {
  const config = configOf(realm, given);
  if (!config) return realm.unsupported('util.parseArgs()');
  const values = new JSObject(null);
  const positionals: string[] = [];
  const tokens = tokensOf(config).map((token) => {
    if (token.kind === 'positional') {
      if (!config.allowPositionals) throw unexpectedPositional(token.value);
      positionals.push(token.value);
    }
    if (token.kind !== 'option') return token;
    if (config.strict) {
      checkUsage(config, token);
      checkDash(token);
    }
    return store(realm, config, values, token);
  });
  for (const [name, { initial }] of config.options)
    if (initial !== undefined && values.get(name) === undefined && name !== '__proto__')
      values.put(name, initial);
  const result = realm.object().put('values', values).put('positionals', realm.array(positionals));
  return config.tokens
    ? result.put('tokens', realm.array(tokens.map((token) => tokenObject(realm, token))))
    : result;
}

function tokenObject(realm: Realm, token: Token): JSObject {
  const object = realm.object();
  for (const [key, value] of Object.entries(token)) object.put(key, value);
  return object;
}

// The configuration

/** Null where one of the arguments is not known. */
function configOf(realm: Realm, given: Value): Config | null {
  if (given === null) throw typeError('Cannot convert undefined or null to object');
  const config = given instanceof JSObject ? given : realm.object();
  const args = config.getOwn('args')
    ? (config.get('args') ?? commandLine(realm))
    : commandLine(realm);
  const flag = (name: string, usual: boolean): boolean => {
    const value = config.getOwn(name) ? (config.get(name) ?? usual) : usual;
    if (typeof value !== 'boolean') throw invalidArgument(name, 'of type boolean', value);
    return value;
  };
  if (!(args instanceof ArrayObject)) throw invalidArgument('args', 'an instance of Array', args);
  const strict = flag('strict', true);
  const allowPositionals = flag('allowPositionals', !strict);
  const tokens = flag('tokens', false);
  const allowNegative = flag('allowNegative', false);
  const declared = config.getOwn('options') ? config.get('options') : undefined;
  const options = optionsOf(realm, declared ?? realm.object());
  const texts = args.items.filter((arg) => typeof arg === 'string');
  if (texts.length < args.items.length) return null;
  return { args: texts, strict, allowPositionals, allowNegative, tokens, options };
}

/** The arguments after the program's file. */
function commandLine(realm: Realm): Value {
  const process = realm.global.get('process');
  const argv = process instanceof JSObject ? process.get('argv') : undefined;
  return argv instanceof ArrayObject
    ? realm.array(argv.items.slice(2))
    : realm.array([new Unknown('process.argv')]);
}

function optionsOf(realm: Realm, declared: Value): Options {
  if (!(declared instanceof JSObject)) throw invalidArgument('options', 'of type object', declared);
  const names = declared.ownKeys().filter((key) => typeof key === 'string');
  return new Map(names.map((name) => [name, optionOf(realm, name, declared.get(name))]));
}

function optionOf(realm: Realm, name: string, given: Value): Option {
  const where = `options.${name}`;
  if (!(given instanceof JSObject)) throw invalidArgument(where, 'of type object', given);
  const type = given.get('type');
  if (type !== 'string' && type !== 'boolean')
    throw invalidArgument(`${where}.type`, "('string|boolean')", type);
  let short: string | undefined;
  if (given.getOwn('short')) {
    const letter = given.get('short');
    if (typeof letter !== 'string')
      throw invalidArgument(`${where}.short`, 'of type string', letter);
    if (letter.length !== 1) throw notOneLetter(realm, `${where}.short`, letter);
    short = letter;
  }
  const multiple = given.getOwn('multiple') ? given.get('multiple') : false;
  if (typeof multiple !== 'boolean')
    throw invalidArgument(`${where}.multiple`, 'of type boolean', multiple);
  const initial = given.get('default');
  if (initial !== undefined) checkDefault(`${where}.default`, type, multiple, initial);
  return { type, short, multiple, initial };
}

function checkDefault(where: string, type: Option['type'], multiple: boolean, value: Value): void {
  if (multiple && !(value instanceof ArrayObject))
    throw invalidArgument(where, 'an instance of Array', value);
  const each = multiple && value instanceof ArrayObject ? value.items : [value];
  const wrong = each.findIndex((item) => typeof item !== type && !(item instanceof Unknown));
  if (wrong >= 0)
    throw invalidArgument(multiple ? `${where}[${wrong}]` : where, `of type ${type}`, each[wrong]);
}

function notOneLetter(realm: Realm, where: string, value: Value): Raised {
  return nodeError(
    'TypeError',
    'ERR_INVALID_ARG_VALUE',
    `The property '${where}' must be a single character. Received ${inspect(realm, value)}`,
  );
}

// The arguments

function tokensOf({ args, options }: Config): Token[] {
  const tokens: Token[] = [];
  const remaining = [...args];
  let index = -1;
  /** How many of the next arguments come from one group of letters. */
  let grouped = 0;
  const nameOf = (letter: string): string =>
    [...options].find(([, { short }]) => short === letter)?.[0] ?? letter;
  const takesValue = (name: string): boolean => options.get(name)?.type === 'string';
  const alone = (name: string, rawName: string): void => {
    const value = takesValue(name) ? remaining.shift() : undefined;
    const inlineValue = value === undefined ? undefined : false;
    tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    if (value !== undefined) index++;
  };
  const inline = (name: string, rawName: string, value: string): void =>
    void tokens.push({ kind: 'option', name, rawName, index, value, inlineValue: true });
  for (let arg = remaining.shift(); arg !== undefined; arg = remaining.shift()) {
    if (grouped > 0) grouped--;
    else index++;
    const [, letter = ''] = arg;
    const equals = arg.indexOf('=', 3);
    if (arg === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const value of remaining) tokens.push({ kind: 'positional', index: ++index, value });
      break;
    }
    if (arg.startsWith('--')) {
      if (equals < 0) alone(arg.slice(2), arg);
      else inline(arg.slice(2, equals), arg.slice(0, equals), arg.slice(equals + 1));
    } else if (!arg.startsWith('-') || arg === '-') {
      tokens.push({ kind: 'positional', index, value: arg });
    } else if (arg.length === 2) {
      alone(nameOf(letter), arg);
    } else if (takesValue(nameOf(letter))) {
      inline(nameOf(letter), `-${letter}`, arg.slice(2));
    } else {
      const letters = ungrouped(arg, (each) => takesValue(nameOf(each)));
      remaining.unshift(...letters);
      grouped = letters.length;
    }
  }
  return tokens;
}

/** `-abc` as `-a`, `-b`, `-c`; the first that takes a value takes the rest as its value. */
function ungrouped(arg: string, takesValue: (letter: string) => boolean): string[] {
  const letters = arg.slice(1);
  const at = letters.split('').findIndex(takesValue);
  const single = at < 0 ? letters : letters.slice(0, at);
  return [...single.split(''), ...(at < 0 ? [] : [letters.slice(at)])].map((each) => `-${each}`);
}

/** Puts an option's value where it belongs; gives the token, which a negation renames. */
function store(realm: Realm, config: Config, values: JSObject, token: OptionToken): OptionToken {
  const negated = config.allowNegative && token.name.startsWith('no-') && token.value === undefined;
  const name = negated ? token.name.slice('no-'.length) : token.name;
  if (token.name === '__proto__') return token;
  const value = negated ? false : (token.value ?? true);
  const list = values.get(name);
  if (!config.options.get(name)?.multiple) values.put(name, value);
  else if (list instanceof ArrayObject) list.items.push(value);
  else values.put(name, realm.array([value]));
  return { ...token, name };
}

function checkUsage(
  { options, allowNegative, allowPositionals }: Config,
  token: OptionToken,
): void {
  const negated = !options.has(token.name) && allowNegative && token.name.startsWith('no-');
  const name = negated ? token.name.slice('no-'.length) : token.name;
  const option = options.get(name);
  if (!option || (negated && option.type !== 'boolean'))
    throw unknownOption(token.rawName, allowPositionals);
  const shown = `${option.short === undefined ? '' : `-${option.short}, `}--${name}`;
  if (option.type === 'string' && token.value === undefined)
    throw invalidValue(`Option '${shown} <value>' argument missing`);
  if (option.type === 'boolean' && token.value !== undefined)
    throw invalidValue(`Option '${shown}' does not take an argument`);
}

/** A value that looks like an option is more likely one whose own value was forgotten. */
function checkDash({ rawName, name, value, inlineValue }: OptionToken): void {
  if (inlineValue !== false || !value?.startsWith('-') || value === '-') return;
  const example = rawName.startsWith('--')
    ? `'${rawName}=-XYZ'`
    : `'--${name}=-XYZ' or '${rawName}-XYZ'`;
  throw invalidValue(
    `Option '${rawName}' argument is ambiguous.\nDid you forget to specify the option argument for '${rawName}'?\nTo specify an option argument starting with a dash use ${example}.`,
  );
}

function unknownOption(rawName: string, allowPositionals: boolean): Raised {
  const hint = `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- ${JSON.stringify(rawName)}`;
  return nodeError(
    'TypeError',
    'ERR_PARSE_ARGS_UNKNOWN_OPTION',
    `Unknown option '${rawName}'${allowPositionals ? hint : ''}`,
  );
}

function invalidValue(message: string): Raised {
  return nodeError('TypeError', 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE', message);
}

function unexpectedPositional(value: string): Raised {
  return nodeError(
    'TypeError',
    'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL',
    `Unexpected argument '${value}'. This command does not take positional arguments`,
  );
}
