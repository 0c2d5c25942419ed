import * as l10n from '@vscode/l10n';
import type { Entry, KnownWait } from '../../schema';
import { methods } from '../../waits';
import { notJson, ofStream, receive } from './shared';

/** The parts of a multipart body; facts from aiohttp 3's multipart.py. */

const page = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/multipart_reference.html#aiohttp.${anchor}`;

const part = receive(
  () => l10n.t('the headers of the next part'),
  () => l10n.t('the part; None after the last'),
  [{ error: 'ValueError', when: () => l10n.t('If it is no valid multipart body.') }, ofStream],
  {
    gives: 'aiohttp.BodyPartReader',
    registers: () => l10n.t('What was not read of the part before is read first, and dropped.'),
  },
);
const unread = receive(
  () => l10n.t('the unread rest'),
  () => l10n.t('None'),
  [ofStream],
  { because: () => l10n.t('If nothing is left to arrive, it does not suspend.') },
);
const partData = (name: string): KnownWait =>
  receive(
    (call) => l10n.t('{0} of part {1}', name, call.receiver),
    () => l10n.t('what {0} gives', name),
    name === 'json' ? [notJson, ofStream] : [ofStream],
  );

export const multipartEntries: Readonly<Record<string, Entry>> = {
  'aiohttp.MultipartReader': { page: page('MultipartReader'), next: part },
  'aiohttp.MultipartReader.next': { page: page('MultipartReader.next'), await: part },
  'aiohttp.MultipartReader.release': { page: page('MultipartReader.release'), await: unread },
  'aiohttp.BodyPartReader.release': { page: page('BodyPartReader.release'), await: unread },
  ...methods(
    'aiohttp.BodyPartReader',
    ['read', 'read_chunk', 'readline', 'text', 'json', 'form'],
    (name) => ({ page: page(`BodyPartReader.${name}`), await: partData(name) }),
  ),
};
