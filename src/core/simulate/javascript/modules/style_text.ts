import { inspect } from '../inspect/inspect';
import type { Realm } from '../realm';
import { isCallable, toNumber } from '../values/convert';
import { ArrayObject } from '../values/array';
import { invalidArgument } from '../values/invalid_argument';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import type { Raised } from '../values/throw';
import { nodeError } from '../values/throw';

/** What switches each style on and off: the numbers of `inspect.colors`, in its order (Node: lib/internal/util/inspect.js). */
const styles: Readonly<Record<string, readonly [on: number, off: number]>> = {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  bgBlack: [40, 49],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
  bgMagenta: [45, 49],
  bgCyan: [46, 49],
  bgWhite: [47, 49],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, 39],
  redBright: [91, 39],
  greenBright: [92, 39],
  yellowBright: [93, 39],
  blueBright: [94, 39],
  magentaBright: [95, 39],
  cyanBright: [96, 39],
  whiteBright: [97, 39],
  bgGray: [100, 49],
  bgRedBright: [101, 49],
  bgGreenBright: [102, 49],
  bgYellowBright: [103, 49],
  bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49],
  bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49],
  grey: [90, 39],
  blackBright: [90, 39],
  bgGrey: [100, 49],
  bgBlackBright: [100, 49],
  faint: [2, 22],
  crossedout: [9, 29],
  strikeThrough: [9, 29],
  crossedOut: [9, 29],
  conceal: [8, 28],
  swapColors: [7, 27],
  swapcolors: [7, 27],
  doubleUnderline: [21, 24],
};

/** Bold and dim end with the same number, so inside one of them the other has to be switched off too. */
const sharedEnd = 22;

const hexColor = /^#(?:[\da-f]{3}|[\da-f]{6})$/i;

/**
 * util.styleText (Node: lib/util.js). Text for a stream that is no terminal, as that of a walkthrough is none, stays plain.
 *
 * @throws {Raised} ERR_INVALID_ARG_TYPE or ERR_INVALID_ARG_VALUE, in Node's order.
 */
export function styleText(realm: Realm, [format, text, options]: readonly Value[]): string {
  if (typeof text !== 'string') throw invalidArgument('text', 'of type string', text);
  if (options !== undefined && !(options instanceof JSObject))
    throw invalidArgument('options', 'of type object', options);
  const plain = staysPlain(realm, options);
  const sequences = (format instanceof ArrayObject ? format.items : [format])
    .filter((each) => each !== 'none')
    .map((each) => sequencesOf(realm, each));
  if (plain) return text;
  return sequences.reduceRight(
    (styled, { open, close }) => `${open}${styled}${close}`,
    sequences.reduce((inner, each) => reopened(inner, each), text),
  );
}

function staysPlain(realm: Realm, options: JSObject | undefined): boolean {
  const validate = options?.get('validateStream') ?? true;
  if (typeof validate !== 'boolean')
    throw invalidArgument('options.validateStream', 'of type boolean', validate);
  if (!validate) return false;
  const process = realm.global.get('process');
  const stream =
    options?.get('stream') ?? (process instanceof JSObject ? process.get('stdout') : undefined);
  if (!(stream instanceof JSObject)) {
    const expected = 'an instance of ReadableStream, WritableStream, or Stream';
    throw invalidArgument('stream', expected, stream);
  }
  if (!realm.truth(stream.get('isTTY'))) return true;
  const depth = stream.get('getColorDepth');
  return isCallable(depth) && toNumber(depth.call(stream, [])) <= 2;
}

interface Sequences {
  readonly open: string;
  readonly close: string;
  /** What a close inside the text becomes, so that the style goes on after it. */
  readonly again: string;
}

function sequencesOf(realm: Realm, format: Value): Sequences {
  if (typeof format === 'string' && format.startsWith('#')) {
    if (!hexColor.test(format))
      throw invalidFormat(realm, 'must be a valid hex color (#RGB or #RRGGBB)', format);
    const open = escape(`38;2;${channels(format).join(';')}`);
    return { open, close: escape('39'), again: open };
  }
  const style =
    typeof format === 'string' && Object.hasOwn(styles, format) ? styles[format] : undefined;
  if (!style) {
    const names = Object.keys(styles).map((name) => `'${name}'`);
    throw invalidFormat(realm, `must be one of: ${names.join(', ')}`, format);
  }
  const [on, off] = style;
  const [open, close] = [escape(String(on)), escape(String(off))];
  return { open, close, again: off === sharedEnd ? `${close}${open}` : open };
}

function escape(code: string): string {
  return `\u001b[${code}m`;
}

/** Red, green and blue of `#RGB` or `#RRGGBB`, each 0 to 255. */
function channels(color: string): number[] {
  const digits = color.length === 4 ? color.replace(/[\da-f]/gi, '$&$&') : color;
  return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16));
}

/** The text with what closes the style inside it mended; a close at its very end stays. */
function reopened(text: string, { close, again }: Sequences): string {
  const ends = text.endsWith(close);
  const inner = ends ? text.slice(0, -close.length) : text;
  return inner.replaceAll(close, again) + (ends ? close : '');
}

function invalidFormat(realm: Realm, expected: string, format: Value): Raised {
  return nodeError(
    'TypeError',
    'ERR_INVALID_ARG_VALUE',
    `The argument 'format' ${expected}. Received ${inspect(realm, format)}`,
  );
}
