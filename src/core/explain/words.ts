import * as l10n from '@vscode/l10n';

/** The longest lens text, in UTF-16 code units. */
export const lensWidth = 60;

const ellipsis = '…';

/** Takes line breaks and runs of blanks out of a stretch of source. */
export function oneLine(text: string): string {
  // Most stretches have none, and are looked through once instead of three times.
  if (!/[^\S ]| {2}|[([{] | [)\]}]|^ | $/.test(text)) return text;
  return text
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]}])/g, '$1')
    .trim();
}

/** Cuts the middle out of a text longer than `width` UTF-16 code units, never through a surrogate pair. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const [head, tail] = middle(text, width);
  return text.slice(0, head) + ellipsis + text.slice(tail);
}

/** Which stretch of a text to leave out, so that the rest and an ellipsis are `width` long. */
function middle(text: string, width: number): [start: number, end: number] {
  const kept = Math.max(width - ellipsis.length, 0);
  let start = Math.ceil(kept / 2);
  let end = text.length - (kept - start);
  if (isLowSurrogate(text.charCodeAt(start)) && start > 0) start--;
  if (isLowSurrogate(text.charCodeAt(end))) end++;
  return [start, end];
}

/** Shortens the name of a thing: of `app.state.pool`, `state.pool` tells more than `app…pool`. */
export function shortenName(name: string, width: number): string {
  if (!/^[\w$#]+(?:\.[\w$#]+)+$/.test(name)) return shortenCall(name, width);
  let short = name;
  while (short.length > width && short.includes('.')) short = short.slice(short.indexOf('.') + 1);
  return shorten(short, width);
}

/** Shortens a quotation: of a call that is too long, what is called tells more than the ends of its arguments. */
export function shortenCall(text: string, width: number): string {
  const callee = text.length > width ? /^(?:new )?[\w$.#]+(?=\()/.exec(text)?.[0] : undefined;
  const short = callee === undefined ? null : `${callee}(${ellipsis})`;
  const isCall = short !== null && short.length <= width && isOneBracket(text, callee?.length ?? 0);
  return isCall ? short : shorten(text, width);
}

/** Whether the bracket that opens at an offset is closed by the end of the text, as far as brackets tell that stand in no quotes. */
function isOneBracket(text: string, start: number): boolean {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

const qualified = /(?<![\w$#.])(?:[A-Z_$][\w$]*\.)+(#?[\w$]+\(\))/g;

/** A text in which methods go without the names of their classes, `close()` for `Pool.close()`, unless these tell two apart. */
export function unqualified(text: string): string {
  const names = [...new Set(text.match(qualified))];
  const short = new Set(names.map((name) => name.replace(qualified, '$1')));
  return short.size < names.length ? text : text.replace(qualified, '$1');
}

/** A text in which a thing has the name of its kind (`queue queue`), with that word once. */
export function undoubled(text: string, name: string): string {
  // Hardly any text has it twice, and each name needs an expression of its own.
  return /^\w+$/.test(name) && text.includes(`${name} ${name}`)
    ? text.replace(new RegExp(`(?<![\\w.])${name} (?=${name}(?![\\w(]|\\.\\w))`, 'g'), '')
    : text;
}

/** The first text that is short enough for a lens, else the last; none is made before it is its turn. */
export function fitting(...texts: readonly [() => string, ...(() => string)[]]): string {
  let text = '';
  for (const make of texts) {
    text = make();
    if (text.length <= lensWidth) break;
  }
  return text;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Code that gives a length of time in seconds: `delay seconds`, and not `seconds seconds`. */
export function secondsOf(code: string): string {
  return saysSeconds(code) ? l10n.t('{0} s', code) : l10n.t('{0} seconds', code);
}

/** Whether a name ends with the unit: `seconds`, `timeout_secs`, `self.delaySeconds`. */
export function saysSeconds(code: string): boolean {
  return /^[\w.]*sec(?:ond)?s?$/i.test(code);
}

/** Code that gives a length of time in milliseconds: `delay ms`, and not `delayMs ms`. */
export function millisecondsOf(code: string): string {
  if (/^(?:ms|msecs?|millis)$/i.test(code)) return l10n.t('{0} milliseconds', code);
  const isSaid = /(?:^|[._$#]|[a-z\d](?=M))(?:[mM]s|MS|[mM]illis(?:econds)?)$/.test(code);
  return isSaid ? code : l10n.t('{0} ms', code);
}

/** A length of time as people write it: `50 ms`, `2 s`, `1.5 s`, `5 min`, `1 h`. */
export function duration(milliseconds: number): string {
  const steps: readonly [number, string][] = [
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
  ];
  for (const [size, unit] of steps) {
    const value = milliseconds / size;
    if (value >= 1 && Number.isInteger(round(value) * (unit === 's' ? 1000 : 1))) {
      return `${round(value)} ${unit}`;
    }
  }
  return milliseconds >= 1000 ? `${round(milliseconds / 1000)} s` : `${round(milliseconds)} ms`;
}

function round(value: number): number {
  return Number(value.toPrecision(6));
}

/** A shorter part of a lens tells nothing. */
const leastOfLens = 20;

/**
 * One lens for all the points of a line, at most `lensWidth` long: equal texts once, and where they do not fit, the
 * words that a text begins with as the one before it does once too, and each text shortened only as far as the others need.
 */
export function joinLenses(lenses: readonly string[]): string {
  const distinct = [...new Set(lenses)];
  const separator = ' · ';
  const whole = distinct.join(separator);
  if (whole.length <= lensWidth) return whole;
  const parts = distinct.map((lens, index) => afterSharedWords(lens, distinct[index - 1] ?? ''));
  const room = lensWidth - separator.length * (parts.length - 1);
  const most = fairShare(
    parts.map(({ length }) => length),
    room,
  );
  if (most >= leastOfLens) return parts.map((part) => shortenWords(part, most)).join(separator);
  const more = l10n.t('{0} more waits', distinct.length - 1);
  return `${shortenWords(distinct[0] ?? '', lensWidth - separator.length - more.length)}${separator}${more}`;
}

/** What follows the words with which both texts begin. */
function afterSharedWords(text: string, before: string): string {
  const words = text.split(' ');
  const others = before.split(' ');
  const shared = words.findIndex((word, index) => word !== others[index]);
  return words.slice(Math.max(shared, 0)).join(' ');
}

/** How long each of several may be so that all take no more than `room`: what the short ones leave goes to the long ones. */
function fairShare(lengths: readonly number[], room: number): number {
  const ascending = [...lengths].sort((a, b) => a - b);
  let left = room;
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return room;
}

/** As `shorten`, but cuts out whole words where that leaves half of `width` at least. */
function shortenWords(text: string, width: number): string {
  if (text.length <= width) return text;
  const [start, end] = middle(text, width);
  const head = text.slice(0, text.lastIndexOf(' ', start) + 1);
  const blank = text.indexOf(' ', end - 1);
  const tail = blank < 0 ? '' : text.slice(blank);
  return head.length + tail.length >= width / 2 ? head + ellipsis + tail : shorten(text, width);
}

/** More alternatives than people read are not named. */
const mostNamed = 3;

/** One of several as a noun phrase, each name once: `a, b or c`; of more the first three, "or another". */
export function anyOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const hasMore = distinct.length > mostNamed;
  const named = distinct.slice(0, hasMore ? mostNamed : -1);
  const last = hasMore ? l10n.t('another') : (distinct.at(-1) ?? '');
  return named.length === 0 ? last : l10n.t('{0} or {1}', named.join(', '), last);
}

/** All of several as a noun phrase, each name once: `a, b and c`. */
export function allOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const last = distinct.at(-1) ?? '';
  return distinct.length < 2 ? last : l10n.t('{0} and {1}', distinct.slice(0, -1).join(', '), last);
}
