import * as l10n from '@vscode/l10n';
import type { Entry, Text, KnownWait } from '../../schema';

/** Facts from Node's lib/internal/fs/promises.js: each call is one request to libuv's thread pool. */

const page = (anchor: string) => `https://nodejs.org/api/fs.html#${anchor}`;

const path: Text = (call) => (call.argument(0) ?? '?').replace(/^(['"])(.*)\1$/, '$2');

function file(thing: Text, value: Text, gives?: string): KnownWait {
  return {
    waitsFor: 'file',
    mechanism: 'pool',
    thing,
    suspends: 'always',
    registers: () =>
      l10n.t('The call hands the work to a thread of libuv’s pool and gives a promise.'),
    value,
    raises: [
      {
        error: 'Error',
        when: () => l10n.t('If the file system refuses: its code says why, such as ENOENT.'),
      },
    ],
    ...(gives !== undefined && { gives }),
  };
}

const nothing: Text = () => l10n.t('undefined');

/** The functions of `node:fs/promises`, in the order of its documentation. */
const functions: Readonly<Record<string, readonly [anchor: string, wait: KnownWait]>> = {
  access: [
    'fspromisesaccesspath-mode',
    file((call) => l10n.t('a look at the permissions of {0}', path(call)), nothing),
  ],
  appendFile: [
    'fspromisesappendfilepath-data-options',
    file((call) => l10n.t('data to be appended to {0}', path(call)), nothing),
  ],
  chmod: [
    'fspromiseschmodpath-mode',
    file((call) => l10n.t('the mode of {0} to change', path(call)), nothing),
  ],
  chown: [
    'fspromiseschownpath-uid-gid',
    file((call) => l10n.t('the owner of {0} to change', path(call)), nothing),
  ],
  copyFile: [
    'fspromisescopyfilesrc-dest-mode',
    file((call) => l10n.t('file {0} to be copied', path(call)), nothing),
  ],
  cp: [
    'fspromisescpsrc-dest-options',
    file((call) => l10n.t('{0} to be copied', path(call)), nothing),
  ],
  lstat: [
    'fspromiseslstatpath-options',
    file(
      (call) => l10n.t('the status of {0}', path(call)),
      () => l10n.t('the Stats'),
    ),
  ],
  link: [
    'fspromiseslinkexistingpath-newpath',
    file((call) => l10n.t('a link to {0}', path(call)), nothing),
  ],
  lutimes: [
    'fspromiseslutimespath-atime-mtime',
    file((call) => l10n.t('the times of {0} to change', path(call)), nothing),
  ],
  mkdir: [
    'fspromisesmkdirpath-options',
    file(
      (call) => l10n.t('directory {0} to be made', path(call)),
      () => l10n.t('undefined, or the first directory made,'),
    ),
  ],
  mkdtemp: [
    'fspromisesmkdtempprefix-options',
    file(
      () => l10n.t('a temporary directory to be made'),
      () => l10n.t('its path'),
    ),
  ],
  mkdtempDisposable: [
    'fspromisesmkdtempdisposableprefix-options',
    file(
      () => l10n.t('a temporary directory to be made'),
      () => l10n.t('an object with its path'),
      'fs/promises.DisposableTempDir',
    ),
  ],
  open: [
    'fspromisesopenpath-flags-mode',
    file(
      (call) => l10n.t('file {0} to open', path(call)),
      () => l10n.t('the FileHandle'),
      'fs/promises.FileHandle',
    ),
  ],
  opendir: [
    'fspromisesopendirpath-options',
    file(
      (call) => l10n.t('directory {0} to open', path(call)),
      () => l10n.t('the Dir'),
      'fs.Dir',
    ),
  ],
  readdir: [
    'fspromisesreaddirpath-options',
    file(
      (call) => l10n.t('the entries of directory {0}', path(call)),
      () => l10n.t('the array of names'),
    ),
  ],
  readFile: [
    'fspromisesreadfilepath-options',
    file(
      (call) => l10n.t('the contents of file {0}', path(call)),
      () => l10n.t('the content'),
    ),
  ],
  readlink: [
    'fspromisesreadlinkpath-options',
    file(
      (call) => l10n.t('the target of link {0}', path(call)),
      () => l10n.t('the target'),
    ),
  ],
  realpath: [
    'fspromisesrealpathpath-options',
    file(
      (call) => l10n.t('the real path of {0}', path(call)),
      () => l10n.t('the path'),
    ),
  ],
  rename: [
    'fspromisesrenameoldpath-newpath',
    file((call) => l10n.t('{0} to be renamed', path(call)), nothing),
  ],
  rmdir: [
    'fspromisesrmdirpath-options',
    file((call) => l10n.t('directory {0} to be removed', path(call)), nothing),
  ],
  rm: [
    'fspromisesrmpath-options',
    file((call) => l10n.t('{0} to be removed', path(call)), nothing),
  ],
  stat: [
    'fspromisesstatpath-options',
    file(
      (call) => l10n.t('the status of {0}', path(call)),
      () => l10n.t('the Stats'),
    ),
  ],
  statfs: [
    'fspromisesstatfspath-options',
    file(
      (call) => l10n.t('the status of the file system of {0}', path(call)),
      () => l10n.t('the StatFs'),
    ),
  ],
  symlink: [
    'fspromisessymlinktarget-path-type',
    file((call) => l10n.t('a link to {0}', path(call)), nothing),
  ],
  truncate: [
    'fspromisestruncatepath-len',
    file((call) => l10n.t('file {0} to be cut', path(call)), nothing),
  ],
  unlink: [
    'fspromisesunlinkpath',
    file((call) => l10n.t('{0} to be removed', path(call)), nothing),
  ],
  utimes: [
    'fspromisesutimespath-atime-mtime',
    file((call) => l10n.t('the times of {0} to change', path(call)), nothing),
  ],
  writeFile: [
    'fspromiseswritefilefile-data-options',
    file((call) => l10n.t('file {0} to be written', path(call)), nothing),
  ],
};

const on =
  (text: (receiver: string) => string): Text =>
  (call) =>
    text(call.receiver);

const closed = file(
  on((name) => l10n.t('{0} to be closed', name)),
  nothing,
);
const removed = file(
  on((name) => l10n.t('{0} to be removed', name)),
  nothing,
);

/** The methods of an open file. */
const handle: Readonly<Record<string, readonly [anchor: string, wait: KnownWait]>> = {
  appendFile: [
    'filehandleappendfiledata-options',
    file(
      on((name) => l10n.t('data to be appended to {0}', name)),
      nothing,
    ),
  ],
  chmod: [
    'filehandlechmodmode',
    file(
      on((name) => l10n.t('the mode of {0} to change', name)),
      nothing,
    ),
  ],
  chown: [
    'filehandlechownuid-gid',
    file(
      on((name) => l10n.t('the owner of {0} to change', name)),
      nothing,
    ),
  ],
  close: ['filehandleclose', closed],
  datasync: [
    'filehandledatasync',
    file(
      on((name) => l10n.t('the data of {0} to reach the disk', name)),
      nothing,
    ),
  ],
  read: [
    'filehandlereadbuffer-offset-length-position',
    file(
      on((name) => l10n.t('data from {0}', name)),
      () => l10n.t('{ bytesRead, buffer }'),
    ),
  ],
  readFile: [
    'filehandlereadfileoptions',
    file(
      on((name) => l10n.t('the contents of {0}', name)),
      () => l10n.t('the content'),
    ),
  ],
  readv: [
    'filehandlereadvbuffers-position',
    file(
      on((name) => l10n.t('data from {0}', name)),
      () => l10n.t('{ bytesRead, buffers }'),
    ),
  ],
  stat: [
    'filehandlestatoptions',
    file(
      on((name) => l10n.t('the status of {0}', name)),
      () => l10n.t('the Stats'),
    ),
  ],
  sync: [
    'filehandlesync',
    file(
      on((name) => l10n.t('{0} to reach the disk', name)),
      nothing,
    ),
  ],
  truncate: [
    'filehandletruncatelen',
    file(
      on((name) => l10n.t('{0} to be cut', name)),
      nothing,
    ),
  ],
  utimes: [
    'filehandleutimesatime-mtime',
    file(
      on((name) => l10n.t('the times of {0} to change', name)),
      nothing,
    ),
  ],
  write: [
    'filehandlewritebuffer-offset-length-position',
    file(
      on((name) => l10n.t('data to be written to {0}', name)),
      () => l10n.t('{ bytesWritten, buffer }'),
    ),
  ],
  writeFile: [
    'filehandlewritefiledata-options',
    file(
      on((name) => l10n.t('{0} to be written', name)),
      nothing,
    ),
  ],
  writev: [
    'filehandlewritevbuffers-position',
    file(
      on((name) => l10n.t('data to be written to {0}', name)),
      () => l10n.t('{ bytesWritten, buffers }'),
    ),
  ],
};

function entriesOf(
  owner: string,
  table: Readonly<Record<string, readonly [string, KnownWait]>>,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(table).map(([name, [anchor, wait]]) => [
      `${owner}.${name}`,
      { page: page(anchor), await: wait },
    ]),
  );
}

export const fileEntries: Readonly<Record<string, Entry>> = {
  ...entriesOf('fs/promises', functions),
  ...entriesOf('fs/promises.FileHandle', handle),
  'fs/promises.watch': {
    page: page('fspromiseswatchfilename-options'),
    next: {
      ...file(
        (call) => l10n.t('the next change of {0}', path(call)),
        () => l10n.t('the change'),
      ),
      mechanism: 'socket',
      watches: () =>
        l10n.t('The operating system is watched for changes, in the poll phase of the event loop.'),
      wokenBy: () => l10n.t('A change of the file or directory settles the promise of the step.'),
      registers: (call) =>
        l10n.t('The operating system is asked to report changes of {0}.', path(call)),
    },
  },
  'fs/promises.FileHandle.readLines': {
    page: page('filehandlereadlinesoptions'),
    returns: 'readline.Interface',
  },
  'fs/promises.FileHandle.createReadStream': {
    page: page('filehandlecreatereadstreamoptions'),
    returns: 'stream.Readable',
  },
  'fs/promises.FileHandle.createWriteStream': {
    page: page('filehandlecreatewritestreamoptions'),
    returns: 'stream.Writable',
  },
  'fs.createReadStream': {
    page: page('fscreatereadstreampath-options'),
    returns: 'stream.Readable',
  },
  'fs.createWriteStream': {
    page: page('fscreatewritestreampath-options'),
    returns: 'stream.Writable',
  },
  'fs.Dir': {
    page: page('class-fsdir'),
    next: file(
      on((name) => l10n.t('the next entry of {0}', name)),
      () => l10n.t('the Dirent'),
    ),
  },
  'fs.Dir.read': {
    page: page('dirread'),
    await: file(
      on((name) => l10n.t('the next entry of {0}', name)),
      () => l10n.t('the Dirent, or null'),
    ),
  },
  'fs.Dir.close': { page: page('dirclose'), await: closed },
  'fs.Dir.@@asyncDispose': { page: page('dirsymbolasyncdispose'), await: closed },
  'fs/promises.FileHandle.@@asyncDispose': {
    page: page('filehandlesymbolasyncdispose'),
    await: closed,
  },
  ...Object.fromEntries(
    ['remove', '@@asyncDispose'].map((name) => [
      `fs/promises.DisposableTempDir.${name}`,
      { page: page('fspromisesmkdtempdisposableprefix-options'), await: removed },
    ]),
  ),
  'fs/promises.FileHandle.readableWebStream': {
    page: page('filehandlereadablewebstreamoptions'),
    returns: 'ReadableStream',
  },
  'fs/promises.glob': {
    page: page('fspromisesglobpattern-options'),
    next: file(
      (call) => l10n.t('the next path that {0} matches', path(call)),
      () => l10n.t('the path'),
    ),
  },
};
