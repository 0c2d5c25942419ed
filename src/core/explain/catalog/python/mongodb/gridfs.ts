import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, KnownWait, Own, Raise, Text } from '../../schema';
import { atEnd, entersItself, methods, none, plainArgument } from '../../waits';

/** Files in MongoDB. Facts from PyMongo's gridfs/asynchronous/grid_file.py, which Motor runs in threads. */

/** The classes of a library, by their dotted names. */
interface Classes {
  readonly bucket: string;
  readonly reading: string;
  readonly writing: string;
  readonly cursor: string;
}

/** How a library waits for the server. */
interface Client {
  /** One request, or several. */
  readonly request: (thing: Text, value: Text, more: Own) => KnownWait;
  /** A step of a cursor. */
  readonly document: KnownWait;
  readonly failures: readonly Raise[];
  readonly page: string;
  /** What each step of reading a file gives: a chunk of it (Motor), or a line. */
  readonly step: Text;
}

const noFile: Raise = {
  error: 'gridfs.errors.NoFile',
  when: () => l10n.t('If there is no such file in the bucket.'),
};
const closed: Raise = {
  error: 'ValueError',
  when: () => l10n.t('If the file is closed already.'),
};

const bytes: Text = () => l10n.t('the bytes object');
const named = (call: CallWords, place: number, keyword: string) =>
  plainArgument(call, place, keyword);

/** What is known of a library's bucket of files, of the files in it that are read and written, and of its cursor. */
export function gridfsEntries(
  { bucket, reading, writing, cursor }: Classes,
  { request, document, failures, page, step }: Client,
): Readonly<Record<string, Entry>> {
  const buffered = (thing: Text, value: Text, because: Text, raises: readonly Raise[]) =>
    request(thing, value, { suspends: 'maybe', because, raises: [...raises, ...failures] });
  const reads = (thing: Text, value: Text) =>
    buffered(
      thing,
      value,
      () => l10n.t('What is left of the last chunk is handed out without asking the server.'),
      [noFile],
    );
  const ends = (thing: Text, because: Text) => buffered(thing, none, because, []);
  const stored = ends(
    (call) => l10n.t('the rest of file {0} to be stored', call.receiver),
    () => l10n.t('If it is closed already, it does not suspend.'),
  );
  const whole = (place: number, keyword: string, isThere: boolean) =>
    request(
      (call) =>
        isThere
          ? l10n.t('file {0} from GridFS', named(call, place, keyword))
          : l10n.t('file {0} to be stored in GridFS', named(call, place, keyword)),
      isThere ? none : () => l10n.t('the id of the file'),
      { raises: isThere ? [noFile, ...failures] : failures },
    );
  const changed = (thing: Text) => request(thing, none, { raises: [noFile, ...failures] });
  const opened = (keyword: string): KnownWait => ({
    ...request(
      (call) => l10n.t('file {0} to be found in GridFS', named(call, 0, keyword)),
      () => l10n.t('the open file'),
      { raises: [noFile, ...failures] },
    ),
    gives: reading,
  });
  const entry = (wait: KnownWait): Entry => ({ page, await: wait });
  const nextFile: KnownWait = {
    ...document,
    thing: () => l10n.t('the next file of the bucket'),
    value: () => l10n.t('the file'),
    gives: reading,
  };
  return {
    [`${bucket}.upload_from_stream`]: entry(whole(0, 'filename', false)),
    [`${bucket}.upload_from_stream_with_id`]: entry(whole(1, 'filename', false)),
    [`${bucket}.download_to_stream`]: entry(whole(0, 'file_id', true)),
    [`${bucket}.download_to_stream_by_name`]: entry(whole(0, 'filename', true)),
    [`${bucket}.open_download_stream`]: entry(opened('file_id')),
    [`${bucket}.open_download_stream_by_name`]: entry(opened('filename')),
    [`${bucket}.delete`]: entry(
      changed((call) => l10n.t('file {0} to be deleted from GridFS', named(call, 0, 'file_id'))),
    ),
    [`${bucket}.rename`]: entry(
      changed((call) => l10n.t('file {0} to be renamed in GridFS', named(call, 0, 'file_id'))),
    ),
    ...methods(bucket, ['open_upload_stream', 'open_upload_stream_with_id'], () => ({
      page,
      returns: writing,
    })),
    [`${bucket}.find`]: { page, returns: cursor },
    [cursor]: { page, next: nextFile },
    [reading]: {
      page,
      next: reads((call) => l10n.t('{0} of file {1}', step(call), call.receiver), step),
    },
    ...methods(reading, ['read', 'readline', 'readchunk'], (name) => ({
      page,
      await: reads(
        (call) =>
          name === 'readline'
            ? l10n.t('a line of file {0}', call.receiver)
            : l10n.t('data of file {0}', call.receiver),
        bytes,
      ),
    })),
    [`${reading}.open`]: entry(
      buffered(
        (call) => l10n.t('file {0} to be found in GridFS', call.receiver),
        none,
        () => l10n.t('If it is open already, it does not suspend.'),
        [noFile],
      ),
    ),
    [writing]: {
      page,
      enter: entersItself,
      exit: atEnd(stored, (call) => l10n.t('at the end: stores the rest of {0}', call.receiver)),
    },
    ...methods(writing, ['write', 'writelines'], () => ({
      page,
      await: buffered(
        (call) => l10n.t('data to be written to file {0}', call.receiver),
        none,
        () =>
          l10n.t(
            'Only whole chunks (of 255 KiB, unless set) are sent; the rest is kept until close().',
          ),
        [closed],
      ),
    })),
    [`${writing}.close`]: entry(stored),
    [`${writing}.abort`]: entry(
      request((call) => l10n.t('file {0} to be thrown away', call.receiver), none, {
        raises: failures,
      }),
    ),
    [`${writing}.set`]: entry(
      ends(
        (call) => l10n.t('attribute {0} of the file', named(call, 0, 'name')),
        () => l10n.t('Until the file is closed, the attribute is only kept.'),
      ),
    ),
  };
}
