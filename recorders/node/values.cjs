'use strict';

/** How what a call gives or gets is told on the wire. */

const { preview } = require('./preview.cjs');

/** A value's first number; a whole number is added to `integer`. */
const codes = { undefined: 0, null: 1, true: 2, false: 3, text: 4, none: 5, integer: 6 };

/** Whether a value is a number that a few bytes tell; `-0` and fractions are told as text. No object is asked for a number. */
function isSmall(value) {
  return typeof value === 'number' && value >>> 0 === value && (value !== 0 || 1 / value > 0);
}

function writeValue(ring, value) {
  switch (typeof value) {
    case 'undefined':
      ring.number(codes.undefined);
      return;
    case 'boolean':
      ring.number(value ? codes.true : codes.false);
      return;
    case 'number':
      if (isSmall(value)) {
        ring.number(codes.integer + value);
        return;
      }
      break;
    case 'object':
      if (value === null) {
        ring.number(codes.null);
        return;
      }
  }
  ring.number(codes.text);
  ring.string(preview(value));
}

/** Room for a preview: sixty characters of at most three bytes. */
const previewRoom = 200;

/** Room for a value; those that a few bytes tell need none of their own. */
function roomFor(value) {
  switch (typeof value) {
    case 'undefined':
    case 'boolean':
      return 0;
    case 'number':
      return isSmall(value) ? 0 : previewRoom;
    default:
      return value === null ? 0 : previewRoom;
  }
}

module.exports = { codes, isSmall, previewRoom, roomFor, writeValue };
