import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { atEnd, methods, none, plainArgument, threaded } from '../waits';

/** Facts from aiofiles' threadpool package: every operation runs in the loop's default executor. */

const page = 'https://github.com/Tinche/aiofiles#usage';

const inThread = () =>
  l10n.t(
    'A thread of the loop’s default executor does the reading and writing; the operating system offers no other way to wait for a file.',
  );

const failed: Raise = {
  error: 'OSError',
  when: () => l10n.t('If the operating system reports an error, a full disk for one.'),
};

function operation(thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait {
  return threaded('file', thing, value, { raises: [failed], notes: [inThread], ...more });
}

const opened: KnownWait = operation(
  (call) => l10n.t('{0} to be opened', plainArgument(call, 0, 'file')),
  () => l10n.t('the open file'),
  {
    gives: 'aiofiles.File',
    raises: [
      {
        error: 'OSError',
        when: () =>
          l10n.t('If it cannot be opened: FileNotFoundError where there is no such file.'),
      },
    ],
  },
);
const closed: KnownWait = operation((call) => l10n.t('{0} to be closed', call.receiver), none);
const closesAtEnd = atEnd(closed, (call) =>
  l10n.t('at the end: closes {0} in a thread', call.receiver),
);

const read: KnownWait = operation(
  (call) => l10n.t('data from {0}', call.receiver),
  () => l10n.t('the data'),
);
const line: KnownWait = operation(
  (call) => l10n.t('a line from {0}', call.receiver),
  () => l10n.t('the line'),
  {
    mistakes: [
      () =>
        l10n.t(
          'Each line is a trip to a thread and back: for a small file, one read() of all of it is much faster.',
        ),
    ],
  },
);

const file: Readonly<Record<string, Entry>> = {
  'aiofiles.File': { page, next: line },
  ...methods('aiofiles.File', ['read', 'read1', 'readinto', 'readall', 'readlines'], () => ({
    page,
    await: read,
  })),
  'aiofiles.File.readline': { page, await: line },
  ...methods('aiofiles.File', ['write', 'writelines', 'flush'], () => ({
    page,
    await: operation(
      (call) => l10n.t('data to be written to {0}', call.receiver),
      () => l10n.t('how much was written'),
    ),
  })),
  ...methods('aiofiles.File', ['seek', 'tell', 'truncate'], () => ({
    page,
    await: operation(
      (call) => l10n.t('a position in {0}', call.receiver),
      () => l10n.t('the position'),
    ),
  })),
  'aiofiles.File.close': { page, await: closed },
};

const temporary: Entry = {
  page,
  await: { ...opened, thing: () => l10n.t('a temporary file to be made') },
  enter: { ...opened, thing: () => l10n.t('a temporary file to be made') },
  exit: atEnd(
    operation(() => l10n.t('the temporary file to be removed'), none),
    () => l10n.t('at the end: removes the temporary file'),
  ),
  returns: 'aiofiles.File',
};

const spool = 'aiofiles.tempfile.temptypes.AsyncSpooledTemporaryFile';

/** A spooled file works in memory until it rolls over to the disk: `cond_delegate_to_executor` of aiofiles. */
const spooled: Readonly<Record<string, Entry>> = Object.fromEntries(
  ['read', 'readline', 'readlines', 'write', 'writelines', 'flush', 'seek', 'tell', 'truncate'].map(
    (name) => [
      `${spool}.${name}`,
      {
        page,
        await: {
          ...operation(
            (call) => l10n.t('{0}.{1}() in a thread', call.receiver, name),
            () => l10n.t('what {0} gives', name),
          ),
          suspends: 'maybe',
          because: () =>
            l10n.t(
              'While it is in memory, below max_size, it does not suspend: no thread is used.',
            ),
        },
      },
    ],
  ),
);
const inMemory: Pick<Entry, 'await' | 'enter' | 'returns'> = {
  await: { ...opened, thing: () => l10n.t('a temporary file to be made'), gives: spool },
  enter: { ...opened, thing: () => l10n.t('a temporary file to be made'), gives: spool },
  returns: spool,
};

export const aiofiles: Library = {
  title: 'aiofiles',
  packages: { pip: ['aiofiles==25.1.0'] },
  entries: {
    'aiofiles.open': {
      page,
      await: opened,
      enter: opened,
      exit: closesAtEnd,
      returns: 'aiofiles.File',
    },
    ...file,
    ...methods('aiofiles.tempfile', ['TemporaryFile', 'NamedTemporaryFile'], () => temporary),
    'aiofiles.tempfile.SpooledTemporaryFile': { ...temporary, ...inMemory },
    ...spooled,
    'aiofiles.tempfile.TemporaryDirectory': {
      page,
      enter: operation(
        () => l10n.t('a temporary folder to be made'),
        () => l10n.t('its path'),
      ),
      exit: atEnd(
        operation(() => l10n.t('the temporary folder to be removed'), none),
        () => l10n.t('at the end: removes the temporary folder'),
      ),
    },
    ...methods(
      'aiofiles.os',
      [
        'stat',
        'rename',
        'renames',
        'replace',
        'remove',
        'unlink',
        'mkdir',
        'makedirs',
        'rmdir',
        'removedirs',
        'link',
        'symlink',
        'readlink',
        'listdir',
        'scandir',
        'access',
        'path.exists',
        'path.isfile',
        'path.isdir',
        'path.getsize',
        'path.getmtime',
        'path.getatime',
        'path.getctime',
        'path.islink',
        'path.ismount',
        'path.samefile',
        'path.abspath',
        'getcwd',
        'statvfs',
        'sendfile',
      ],
      (name) => ({
        page: 'https://github.com/Tinche/aiofiles#features',
        await: operation(
          (call) =>
            name === 'getcwd'
              ? l10n.t('os.{0}', name)
              : l10n.t('os.{0} of {1}', name, plainArgument(call, 0, 'path')),
          () => l10n.t('what os.{0} gives', name),
        ),
      }),
    ),
  },
  classes: ['aiofiles.File', spool],
  bases: {
    [spool]: 'aiofiles.File',
    'aiofiles.base.AsyncBase': 'aiofiles.File',
    'aiofiles.threadpool.text.AsyncTextIOWrapper': 'aiofiles.File',
    'aiofiles.threadpool.binary.AsyncBufferedIOBase': 'aiofiles.File',
    'aiofiles.threadpool.binary.AsyncBufferedReader': 'aiofiles.File',
    'aiofiles.threadpool.binary.AsyncFileIO': 'aiofiles.File',
  },
  aliases: {
    'aiofiles.threadpool.open': 'aiofiles.open',
    'aiofiles.ospath': 'aiofiles.os.path',
    ...Object.fromEntries(
      ['stdin', 'stdout', 'stderr', 'stdin_bytes', 'stdout_bytes', 'stderr_bytes'].map((name) => [
        `aiofiles.${name}`,
        'aiofiles.File',
      ]),
    ),
  },
};
