import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, KnownWait, Library, Raise, Text, TypeName } from '../schema';
import { plainArgument, promised, undefinedValue } from '../waits';

/** Facts from MDN's pages and TypeScript's lib.dom.d.ts: what browsers do for a page, beside what `web.ts` has of servers too. */

const mdn = 'https://developer.mozilla.org/docs/Web/API/';

const refused: readonly Raise[] = [
  {
    error: 'DOMException',
    when: () => l10n.t('If the browser or the user refuses: name tells why.'),
  },
];

/** What the browser does outside the thread of the page. */
function byBrowser(
  waitsFor: KnownWait['waitsFor'],
  thing: Text,
  gives?: TypeName,
  raises: readonly Raise[] = refused,
): KnownWait {
  return promised(waitsFor, 'signal', thing, () => l10n.t('its result'), {
    registers: () => l10n.t('The browser is asked to do it, and a promise is given for its end.'),
    watches: () => l10n.t('The browser does it outside the thread of the page.'),
    wokenBy: () =>
      l10n.t(
        'When the browser reports it done, the promise is settled, and the rest is queued as a microtask.',
      ),
    raises,
    ...(gives !== undefined && { gives }),
  });
}

const named =
  (text: (receiver: string) => string): Text =>
  (call) =>
    text(call.receiver);
/** Of a promise that is an attribute, the object that has it. */
const owner = (call: CallWords) => call.receiver.replace(/\.\w+$/, '');

/** Methods of which no more is said than their API: the global or class, its page, and their names. */
const calls: readonly (readonly [api: string, owner: string, page: string, names: string])[] = [
  [
    'WebRTC',
    'RTCPeerConnection',
    'RTCPeerConnection',
    'createOffer createAnswer setLocalDescription setRemoteDescription addIceCandidate getStats',
  ],
  ['Web Audio', 'AudioContext', 'AudioContext', 'resume suspend close'],
  ['Screen Wake Lock', 'WakeLockSentinel', 'WakeLockSentinel', 'release'],
  ['WebGPU', 'GPUQueue', 'GPUQueue', 'onSubmittedWorkDone'],
  ['WebGPU', 'GPUBuffer', 'GPUBuffer', 'mapAsync'],
  ['Cookie Store', 'cookieStore', 'CookieStore', 'get getAll set delete'],
  ['Storage', 'navigator.storage', 'StorageManager', 'estimate persist persisted'],
  ['Permissions', 'navigator.permissions', 'Permissions', 'query'],
  ['IndexedDB', 'indexedDB', 'IDBFactory', 'databases'],
  ['Push', 'PushManager', 'PushManager', 'subscribe getSubscription permissionState'],
  [
    'Service Worker',
    'ServiceWorkerRegistration',
    'ServiceWorkerRegistration',
    'unregister showNotification getNotifications',
  ],
  ['Web Locks', 'navigator.locks', 'LockManager', 'query'],
  ['Media Capture', 'navigator.mediaDevices', 'MediaDevices', 'enumerateDevices'],
  ['Fullscreen', 'Element', 'Element', 'requestFullscreen'],
  ['Fullscreen', 'document', 'Document', 'exitFullscreen'],
  ['Storage Access', 'document', 'Document', 'hasStorageAccess requestStorageAccess'],
  ['Screen Orientation', 'screen.orientation', 'ScreenOrientation', 'lock'],
];

/** What asks the user something. */
const asked: readonly (readonly [owner: string, page: string, names: string, gives?: TypeName])[] =
  [
    ['navigator', 'Navigator', 'share requestMIDIAccess'],
    ['navigator.clipboard', 'Clipboard', 'read write'],
    ['navigator.mediaDevices', 'MediaDevices', 'getDisplayMedia'],
    ['navigator.credentials', 'CredentialsContainer', 'get create'],
    ['navigator.usb', 'USB', 'requestDevice'],
    ['navigator.hid', 'HID', 'requestDevice'],
    ['navigator.bluetooth', 'Bluetooth', 'requestDevice'],
    ['navigator.serial', 'Serial', 'requestPort'],
    ['Notification', 'Notification', 'requestPermission_static'],
    ['', 'Window', 'showOpenFilePicker', 'list of FileSystemFileHandle'],
    ['', 'Window', 'showSaveFilePicker', 'FileSystemFileHandle'],
    ['', 'Window', 'showDirectoryPicker', 'FileSystemDirectoryHandle'],
  ];

/** Methods of the File System API and of caches: what they wait for, and what that gives. */
const stored: Readonly<Record<string, readonly [thing: Text, gives?: TypeName]>> = {
  'navigator.storage.getDirectory': [
    () => l10n.t('the root directory of the origin'),
    'FileSystemDirectoryHandle',
  ],
  'FileSystemDirectoryHandle.getFileHandle': [
    (call) => l10n.t('file {0} to be looked up', plainArgument(call, 0)),
    'FileSystemFileHandle',
  ],
  'FileSystemDirectoryHandle.getDirectoryHandle': [
    (call) => l10n.t('directory {0} to be looked up', plainArgument(call, 0)),
    'FileSystemDirectoryHandle',
  ],
  'FileSystemDirectoryHandle.removeEntry': [
    (call) => l10n.t('{0} to be removed', plainArgument(call, 0)),
  ],
  'FileSystemFileHandle.getFile': [named((name) => l10n.t('the file of {0}', name)), 'File'],
  'FileSystemFileHandle.createWritable': [
    named((name) => l10n.t('{0} to be opened for writing', name)),
    'FileSystemWritableFileStream',
  ],
  'FileSystemWritableFileStream.write': [
    named((name) => l10n.t('data to be written to {0}', name)),
  ],
  'FileSystemWritableFileStream.truncate': [named((name) => l10n.t('{0} to be cut', name))],
  'FileSystemWritableFileStream.close': [named((name) => l10n.t('{0} to be closed', name))],
  'caches.match': [() => l10n.t('a match in the caches')],
  'caches.has': [(call) => l10n.t('a look for cache {0}', plainArgument(call, 0))],
  'caches.keys': [() => l10n.t('the names of the caches')],
  'caches.delete': [(call) => l10n.t('cache {0} to be deleted', plainArgument(call, 0))],
};

/** The pages of globals that have an interface of another name. */
const pagesOfGlobals: Readonly<Record<string, string>> = {
  'navigator.storage': 'StorageManager',
  caches: 'CacheStorage',
  'navigator.serviceWorker': 'ServiceWorkerContainer',
  customElements: 'CustomElementRegistry',
  scheduler: 'Scheduler',
};

const pagesOfBases: Readonly<Record<string, string>> = {
  'AudioContext.decodeAudioData': 'BaseAudioContext',
  'AudioWorklet.addModule': 'Worklet',
  'FileSystemWritableFileStream.close': 'WritableStream',
};

/** Of a member, the page of the interface that has it. */
const pageOf = (name: string) => {
  const [, object = '', member = ''] = /^(?:(.*)\.)?(\w+)$/.exec(name) ?? [];
  return `${mdn}${pagesOfBases[name] ?? pagesOfGlobals[object] ?? object}/${member}`;
};

const arrives: readonly Raise[] = [
  { error: 'NetworkError', when: () => l10n.t('If it cannot be loaded.') },
];
const fontLoads = byBrowser(
  'network',
  (call) => l10n.t('{0} to load', owner(call)),
  undefined,
  arrives,
);

/** Promises that are attributes, and those of methods of which more is to say. */
const others: Readonly<Record<string, KnownWait>> = {
  'FontFaceSet.ready': byBrowser(
    'event',
    () => l10n.t('the fonts of the page to load'),
    undefined,
    [],
  ),
  'FontFaceSet.load': {
    ...fontLoads,
    thing: (call) => l10n.t('font {0} to load', plainArgument(call, 0)),
  },
  'FontFace.load': { ...fontLoads, thing: named((name) => l10n.t('{0} to load', name)) },
  'FontFace.loaded': fontLoads,
  'Animation.finished': byBrowser('event', (call) => l10n.t('{0} to end', owner(call)), undefined, [
    { error: 'AbortError', when: () => l10n.t('If it is cancelled.') },
  ]),
  'Animation.ready': byBrowser(
    'event',
    (call) => l10n.t('{0} to be ready', owner(call)),
    undefined,
    [{ error: 'AbortError', when: () => l10n.t('If it is cancelled.') }],
  ),
  'ViewTransition.ready': byBrowser('event', () => l10n.t('the view transition to begin')),
  'ViewTransition.finished': byBrowser(
    'event',
    () => l10n.t('the view transition to end'),
    undefined,
    [{ error: null, when: () => l10n.t('What the callback throws.') }],
  ),
  'ViewTransition.updateCallbackDone': byBrowser(
    'promise',
    () => l10n.t('the callback of the view transition'),
    undefined,
    [{ error: null, when: () => l10n.t('What the callback throws.') }],
  ),
  'customElements.whenDefined': {
    ...byBrowser(
      'event',
      (call) => l10n.t('element {0} to be defined', plainArgument(call, 0)),
      undefined,
      [{ error: 'SyntaxError', when: () => l10n.t('If no element can have that name.') }],
    ),
    value: () => l10n.t('its class'),
  },
  'HTMLMediaElement.play': {
    ...byBrowser(
      'event',
      named((name) => l10n.t('playback of {0} to begin', name)),
      undefined,
      [
        ...refused,
        {
          error: 'AbortError',
          when: () => l10n.t('If it is paused, or loads another source, before.'),
        },
      ],
    ),
    value: undefinedValue,
  },
  'HTMLVideoElement.requestPictureInPicture': byBrowser(
    'event',
    named((name) => l10n.t('a picture-in-picture window for {0}', name)),
  ),
  'HTMLImageElement.decode': {
    ...byBrowser(
      'thread',
      named((name) => l10n.t('image {0} to be loaded and decoded', name)),
      undefined,
      [{ error: 'EncodingError', when: () => l10n.t('If it cannot be loaded or decoded.') }],
    ),
    value: undefinedValue,
  },
  'OffscreenCanvas.convertToBlob': byBrowser(
    'thread',
    named((name) => l10n.t('{0} to be encoded', name)),
    'Blob',
  ),
  'AudioContext.decodeAudioData': byBrowser('thread', () => l10n.t('the sound to be decoded')),
  'AudioWorklet.addModule': byBrowser('network', (call) =>
    l10n.t('module {0} to load', plainArgument(call, 0)),
  ),
  'ServiceWorkerContainer.ready': {
    ...byBrowser(
      'event',
      () => l10n.t('a service worker to be active'),
      'ServiceWorkerRegistration',
      [],
    ),
    mistakes: [() => l10n.t('Where none is registered, it waits for ever.')],
  },
  'navigator.serviceWorker.register': {
    ...byBrowser(
      'network',
      (call) => l10n.t('service worker {0} to be registered', plainArgument(call, 0)),
      'ServiceWorkerRegistration',
      [
        {
          error: 'TypeError',
          when: () => l10n.t('If the script cannot be loaded, or has an error.'),
        },
        {
          error: 'SecurityError',
          when: () => l10n.t('If it is of another origin, or not secure.'),
        },
      ],
    ),
    value: () => l10n.t('the registration'),
  },
  'ServiceWorkerRegistration.update': byBrowser('network', () =>
    l10n.t('the script of the service worker'),
  ),
  'WakeLock.request': byBrowser('event', () => l10n.t('a wake lock'), 'WakeLockSentinel'),
  'GPU.requestAdapter': byBrowser('promise', () => l10n.t('a GPU adapter'), 'GPUAdapter', []),
  'GPUAdapter.requestDevice': byBrowser('promise', () => l10n.t('a GPU device'), 'GPUDevice'),
  'scheduler.postTask': {
    ...byBrowser(
      'promise',
      (call) => l10n.t('task {0} to be run', call.argument(0) ?? '?'),
      undefined,
      [
        { error: null, when: () => l10n.t('What the callback throws.') },
        { error: 'AbortError', when: () => l10n.t('If the signal among the options is aborted.') },
      ],
    ),
    value: () => l10n.t('what the callback returns'),
  },
  'WebTransport.ready': byBrowser('network', () => l10n.t('the connection to be made')),
  'WebTransport.closed': byBrowser('network', () => l10n.t('the connection to be closed')),
};

const isAttribute = (name: string) =>
  /\.(?:ready|finished|loaded|updateCallbackDone|closed)$/.test(name);

/** Nobody asks for what is an attribute. */
const settledByBrowser: Partial<KnownWait> = {
  registers: (call) => l10n.t('{0} is a promise that the browser settles.', call.receiver),
};

/** An element of whichever kind a selector finds: no two kinds have methods of the same name that wait for something else. */
const anyElement = 'document.AnyElement';

/** What is no promise, but leads to one. */
const makers: Readonly<Record<string, TypeName>> = {
  'Element.animate': 'Animation',
  'Element.getAnimations': 'list of Animation',
  'Element.querySelector': anyElement,
  'Element.closest': anyElement,
  'document.querySelector': anyElement,
  'document.getElementById': anyElement,
  'document.createElement': anyElement,
  'document.getAnimations': 'list of Animation',
  'document.startViewTransition': 'ViewTransition',
};

const attributes: Readonly<Record<string, string>> = {
  'navigator.serviceWorker.ready': 'ServiceWorkerContainer.ready',
  'document.fonts': 'FontFaceSet',
  'document.body': 'HTMLElement',
  'document.documentElement': 'HTMLElement',
  'AudioContext.audioWorklet': 'AudioWorklet',
  'ServiceWorkerRegistration.pushManager': 'PushManager',
  'GPUDevice.queue': 'GPUQueue',
  ...Object.fromEntries(
    Object.keys(others)
      .filter(isAttribute)
      .map((name) => [name, name]),
  ),
};

const everyChild: KnownWait = {
  ...byBrowser(
    'file',
    named((name) => l10n.t('the next entry of {0}', name)),
  ),
  value: () => l10n.t('the entry'),
};

const entry = (name: string, wait: KnownWait): readonly [string, Entry] => [
  name,
  { page: pageOf(name), await: wait },
];

export const dom: Library = {
  title: 'MDN: Web APIs',
  entries: Object.fromEntries<Entry>([
    ...calls.flatMap(([api, object, page, names]) =>
      names.split(' ').map((name): [string, Entry] => [
        `${object}.${name}`,
        {
          page: `${mdn}${page}/${name}`,
          await: byBrowser('promise', () => l10n.t('{0}() of the {1} API', name, api)),
        },
      ]),
    ),
    ...asked.flatMap(([object, page, names, gives]) =>
      names.split(' ').map((name): [string, Entry] => [
        `${object && `${object}.`}${name.replace('_static', '')}`,
        {
          page: `${mdn}${page}/${name}`,
          await: byBrowser('event', () => l10n.t('the user’s consent or choice'), gives),
        },
      ]),
    ),
    ...Object.entries(stored).map(([name, [thing, gives]]) =>
      entry(name, byBrowser('file', thing, gives)),
    ),
    ...Object.entries(others).map(([name, wait]) =>
      entry(name, isAttribute(name) ? { ...wait, ...settledByBrowser } : wait),
    ),
    ...Object.entries(makers).map(([name, returns]): [string, Entry] => [
      name,
      { page: pageOf(name.replace('document', 'Document')), returns },
    ]),
    ...['entries', 'keys', 'values'].map((name): [string, Entry] => [
      `FileSystemDirectoryHandle.${name}`,
      { page: `${mdn}FileSystemDirectoryHandle/${name}`, next: everyChild },
    ]),
  ]),
  classes: [
    'Element',
    'Animation',
    'AudioContext',
    'AudioWorklet',
    'GPU',
    'ServiceWorkerContainer',
    'WakeLock',
    'FontFace',
    'FontFaceSet',
    'FileSystemDirectoryHandle',
    'FileSystemFileHandle',
    'FileSystemWritableFileStream',
    'GPUAdapter',
    'GPUBuffer',
    'GPUDevice',
    'GPUQueue',
    'OffscreenCanvas',
    'PushManager',
    'RTCPeerConnection',
    'ServiceWorkerRegistration',
    'ViewTransition',
    'WakeLockSentinel',
    'WebTransport',
    ...Object.keys(attributes).filter((name) => attributes[name] === name),
  ],
  bases: {
    [anyElement]: 'HTMLVideoElement',
    HTMLElement: 'Element',
    SVGElement: 'Element',
    HTMLMediaElement: 'HTMLElement',
    HTMLVideoElement: 'HTMLMediaElement',
    HTMLAudioElement: 'HTMLMediaElement',
    HTMLImageElement: 'HTMLElement',
    Audio: 'HTMLAudioElement',
    Image: 'HTMLImageElement',
    ...Object.fromEntries(
      ['Button', 'Canvas', 'Dialog', 'Div', 'Form', 'Input'].map((name) => [
        `HTML${name}Element`,
        'HTMLElement',
      ]),
    ),
    ...Object.fromEntries(
      ['Compression', 'Decompression', 'TextDecoder', 'TextEncoder'].map((name) => [
        `${name}Stream`,
        'TransformStream',
      ]),
    ),
  },
  attributes,
  aliases: {
    'navigator.wakeLock': 'WakeLock',
    'navigator.gpu': 'GPU',
  },
};
