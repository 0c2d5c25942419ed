import { makeModule } from '../operations/native';
import { templateClass } from './string_template';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

export const stringModule = makeModule(
  'string',
  {
    'capwords(s, sep=None)': (text: string) =>
      text
        .trim()
        .split(/\s+/)
        .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
        .join(' '),
  },
  {
    ascii_lowercase: lower,
    ascii_uppercase: lower.toUpperCase(),
    ascii_letters: lower + lower.toUpperCase(),
    digits,
    hexdigits: `${digits}abcdefABCDEF`,
    octdigits: '01234567',
    punctuation: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    whitespace: ' \t\n\r\v\f',
    Template: templateClass,
  },
);
