import { toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Raised } from '../values/throw';

/** What JSON.rawJSON gives: JSON text that JSON.stringify writes as it is (the JSON.parse source text access proposal). */
export class RawJsonObject extends JSObject {
  constructor(readonly text: string) {
    super(null);
    this.put('rawJSON', text);
    this.freeze(false);
  }
}

/** From this length on V8 quotes only the beginning of a text (`JsonParser::ReportUnexpectedToken`). */
const quotedInFull = 20;
const quotedBeginning = 10;

const invalidText = (): Raised => new Raised('SyntaxError', 'Invalid value for JSON.rawJSON');

/** JSON.rawJSON: takes the text of one primitive without white space around it; `parse` throws for what is no JSON. */
export function rawJson(value: Value, parse: (text: string) => unknown): RawJsonObject {
  const text = toText(value);
  const [first] = text;
  if (first === undefined) throw invalidText();
  if (/[\s{[]/.test(first)) {
    const quoted =
      text.length > quotedInFull ? `"${text.slice(0, quotedBeginning)}"...` : `"${text}"`;
    throw new Raised('SyntaxError', `Unexpected token '${first}', ${quoted} is not valid JSON`);
  }
  try {
    parse(text);
  } catch (error) {
    const isLonger = error instanceof SyntaxError && error.message.includes('after JSON');
    throw isLonger ? invalidText() : error;
  }
  if (/\s$/.test(text)) throw invalidText();
  return new RawJsonObject(text);
}
