import type { WaitsFor } from '../../core/explain/types';
import type { Phase, QueueName, WatchPlace } from '../../core/trace/format';

/** How a kind of resource of Node's `async_hooks` is shown. */
export interface ResourceKind {
  /** What it is, where it is watched by the loop. */
  readonly label: string;
  readonly waitsFor: WaitsFor;
  readonly place: WatchPlace;
  /** The phase that runs its callbacks. */
  readonly phase: Phase | null;
  readonly queue: QueueName;
  /** Whether it is an entry of a queue from the start, and nothing that is watched. */
  readonly queued?: true;
  /** Whether it has one callback at most. */
  readonly once: boolean;
  readonly callback: string;
}

function watched(
  label: string,
  waitsFor: WaitsFor,
  once: boolean,
  place: WatchPlace,
): ResourceKind {
  return {
    label,
    waitsFor,
    place,
    phase: 'poll',
    queue: 'poll',
    once,
    callback: `${label} callback`,
  };
}

const network = (label: string, once = false): ResourceKind =>
  watched(label, 'network', once, 'poll');
const pool = (label: string, waitsFor: WaitsFor = 'thread'): ResourceKind =>
  watched(label, waitsFor, true, 'threads');

function queued(label: string, queue: QueueName, phase: Phase | null): ResourceKind {
  return {
    label,
    waitsFor: 'promise',
    place: 'other',
    phase,
    queue,
    queued: true,
    once: true,
    callback: label,
  };
}

/** Names of resources as Node's source has them (`NODE_ASYNC_PROVIDER_TYPES` in src/async_wrap.h, lib/internal/timers.js). */
const known: Readonly<Record<string, ResourceKind>> = {
  Timeout: {
    label: 'timer',
    waitsFor: 'timer',
    place: 'timers',
    phase: 'timers',
    queue: 'timers',
    once: true,
    callback: 'setTimeout callback',
  },
  Immediate: queued('setImmediate callback', 'check', 'check'),
  TickObject: queued('nextTick callback', 'nextTick', null),
  Microtask: queued('queueMicrotask callback', 'microtask', null),
  TCPWRAP: network('TCP socket'),
  TCPSERVERWRAP: network('TCP server'),
  TCPCONNECTWRAP: network('TCP connection', true),
  TLSWRAP: network('TLS socket'),
  UDPWRAP: network('UDP socket'),
  UDPSENDWRAP: network('UDP send', true),
  HTTPINCOMINGMESSAGE: network('HTTP request'),
  HTTPCLIENTREQUEST: network('HTTP response'),
  HTTP2SESSION: network('HTTP/2 session'),
  HTTP2STREAM: network('HTTP/2 stream'),
  GETADDRINFOREQWRAP: pool('DNS lookup', 'network'),
  GETNAMEINFOREQWRAP: pool('DNS lookup', 'network'),
  QUERYWRAP: network('DNS query', true),
  WRITEWRAP: network('write', true),
  SHUTDOWNWRAP: network('end of a stream', true),
  PIPEWRAP: watched('pipe', 'event', false, 'poll'),
  PIPESERVERWRAP: watched('pipe server', 'network', false, 'poll'),
  PIPECONNECTWRAP: watched('pipe connection', 'network', true, 'poll'),
  TTYWRAP: watched('terminal', 'event', false, 'poll'),
  FSREQCALLBACK: pool('file operation', 'file'),
  FSREQPROMISE: pool('file operation', 'file'),
  FILEHANDLECLOSEREQ: pool('closing a file', 'file'),
  FSEVENTWRAP: watched('file watcher', 'file', false, 'poll'),
  STATWATCHER: watched('file watcher', 'file', false, 'poll'),
  PROCESSWRAP: watched('child process', 'process', true, 'poll'),
  SIGNALWRAP: watched('signal', 'event', false, 'poll'),
  WORKER: watched('worker thread', 'thread', false, 'threads'),
  MESSAGEPORT: watched('message port', 'thread', false, 'threads'),
  ZLIB: watched('compression', 'thread', false, 'threads'),
  PBKDF2REQUEST: pool('pbkdf2'),
  SCRYPTREQUEST: pool('scrypt'),
  HASHREQUEST: pool('hash'),
  SIGNREQUEST: pool('signature'),
  VERIFYREQUEST: pool('verification'),
  CIPHERREQUEST: pool('cipher'),
  KEYPAIRGENREQUEST: pool('key pair'),
  KEYGENREQUEST: pool('key'),
  RANDOMBYTESREQUEST: pool('random bytes'),
};

/** Any other kind is shown under Node's own name. */
export function resourceKind(type: string): ResourceKind {
  return known[type] ?? watched(type, 'unknown', false, 'poll');
}
