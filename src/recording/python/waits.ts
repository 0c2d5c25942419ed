import { basename } from 'node:path';
import type { WaitsFor } from '../../core/explain/types';
import type { Waker } from '../../core/trace/format';
import { once } from './once';
import type { Code, Link } from './wire';

/** A function of the standard library as `module:name`; Pythons before 3.11 do not tell its class. */
const keyOf = once(
  ({ file, name }: Code) => `${basename(file, '.py')}:${name.slice(name.lastIndexOf('.') + 1)}`,
);

/** What a coroutine of asyncio's that is at the end of a chain of awaits waits for. */
const waits: Readonly<Record<string, WaitsFor>> = {
  'tasks:sleep': 'timer',
  'tasks:wait_for': 'task',
  'tasks:_wait': 'tasks',
  'tasks:_wait_for_one': 'tasks',
  'taskgroups:__aexit__': 'tasks',
  'taskgroups:_aexit': 'tasks',
  'queues:get': 'queue',
  'queues:put': 'queue',
  'queues:join': 'queue',
  'locks:wait': 'event',
  'locks:acquire': 'lock',
  'locks:_block': 'event',
  'mixins:wait': 'event',
  'threads:to_thread': 'thread',
  // The end of the chain under uvloop, whose own coroutines are compiled.
  'streams:read': 'network',
  'streams:readline': 'network',
  'streams:readuntil': 'network',
  'streams:readexactly': 'network',
  'streams:open_connection': 'network',
  'streams:_wait_for_data': 'network',
  'streams:_drain_helper': 'network',
  'streams:drain': 'network',
  'streams:wait_closed': 'network',
  'streams:_get_close_waiter': 'network',
  'base_events:create_connection': 'network',
  'base_events:_connect_sock': 'network',
  'base_events:_ensure_resolved': 'network',
  'base_events:getaddrinfo': 'network',
  'base_events:getnameinfo': 'network',
  'base_events:serve_forever': 'network',
  'base_events:wait_closed': 'network',
  'base_events:_sendfile_fallback': 'network',
  'selector_events:sock_recv': 'network',
  'selector_events:sock_recv_into': 'network',
  'selector_events:sock_recvfrom': 'network',
  'selector_events:sock_sendall': 'network',
  'selector_events:sock_sendto': 'network',
  'selector_events:sock_connect': 'network',
  'selector_events:sock_accept': 'network',
  'selector_events:_accept_connection2': 'network',
  'base_subprocess:_wait': 'process',
  'base_subprocess:_connect_pipes': 'process',
  'unix_events:_make_subprocess_transport': 'process',
};

/** The same of trio's coroutines. */
const trioWaits: Readonly<Record<string, WaitsFor>> = {
  '_timeouts:sleep': 'timer',
  '_timeouts:sleep_until': 'timer',
  '_run:_nested_child_finished': 'tasks',
  '_run:checkpoint': 'nothing',
  '_sync:wait': 'event',
  '_sync:acquire': 'lock',
  '_sync:acquire_on_behalf_of': 'lock',
  '_channel:receive': 'queue',
  '_channel:send': 'queue',
  '_threads:to_thread_run_sync': 'thread',
  '_subprocess:wait': 'process',
  '_io_epoll:_epoll_wait': 'network',
  '_io_kqueue:_wait_common': 'network',
  '_io_windows:_afd_poll': 'network',
};

/** The leaf of a chain that asyncio or trio is known by; undefined where it ends in the program or another library. */
export function leafWait(link: Link | null): WaitsFor | undefined {
  for (let at = link; at !== null; at = at.parent) {
    const { code } = at.place;
    if (isTrio(code)) {
      const found = trioWaits[keyOf(code)];
      if (found !== undefined) return found;
      continue;
    }
    if (!isAsyncio(code)) return undefined;
    // `Queue.join` waits on an event of its own.
    const inQueue = at.parent !== null && keyOf(at.parent.place.code) === 'queues:join';
    const found = inQueue ? 'queue' : waits[keyOf(at.place.code)];
    // Streams wait on events and sub-coroutines of their own; what uses them says it best.
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Which functions of asyncio's wake a task, and by what. */
const wakers: Readonly<Record<string, Waker['kind']>> = {
  'futures:_set_result_unless_cancelled': 'timer',
  'futures:_set_state': 'thread',
  'futures:_copy_future_state': 'thread',
  'futures:_call_set_state': 'thread',
  'queues:_wakeup_next': 'put',
  'locks:set': 'set',
  'locks:release': 'release',
  'locks:_wake_up_first': 'release',
  'locks:_wake_up_next': 'release',
  'locks:notify': 'release',
  'locks:_notify': 'release',
  'locks:notify_all': 'release',
  'taskgroups:_on_task_done': 'task',
  'tasks:_on_completion': 'task',
  'tasks:_done_callback': 'task',
  'timeouts:_on_timeout': 'cancel',
};

/** The same of trio's functions, and of its loop's own. */
const trioWakers: Readonly<Record<string, Waker['kind']>> = {
  '_entry_queue:task': 'thread',
  '_run:task_exited': 'task',
  '_run:expire': 'cancel',
  '_run:cancel': 'cancel',
  '_io_epoll:process_events': 'io',
  '_io_kqueue:process_events': 'io',
  '_io_windows:process_events': 'io',
  '_sync:set': 'set',
  '_sync:__aexit__': 'release',
  '_sync:release': 'release',
  '_sync:release_on_behalf_of': 'release',
  '_sync:notify': 'release',
  '_sync:notify_all': 'release',
  '_channel:send': 'put',
  '_channel:send_nowait': 'put',
  '_channel:receive': 'put',
  '_channel:receive_nowait': 'put',
};

function isTrio({ file }: Code): boolean {
  return /[\\/]trio[\\/](?:\w+[\\/])*\w+\.py$/.test(file);
}

/** Whether a function is one of asyncio's own. */
export function isAsyncio({ file }: Code): boolean {
  return /[\\/]asyncio[\\/]\w+\.py$/.test(file);
}

/** By what the function that called `call_soon` wakes a task; undefined where it is not one of asyncio's that do. */
export const wakerOf = once((code: Code): Waker['kind'] | undefined => {
  if (isTrio(code)) return trioWakers[keyOf(code)];
  if (!isAsyncio(code)) return undefined;
  const module = basename(code.file, '.py');
  return (
    wakers[keyOf(code)] ??
    ([
      'streams',
      'selector_events',
      'proactor_events',
      'sslproto',
      'unix_events',
      'base_subprocess',
    ].includes(module)
      ? 'io'
      : undefined)
  );
});

/** Whether it is `Handle._run`, or what takes its place under uvloop: then C code did it, in the name of the running step. */
export const isHandleRun = once((code: Code) => /^(?:events|uvloop):_run$/.test(keyOf(code)));

/** Tasks with which `asyncio.run` cleans up behind the program; uvloop's are compiled and tell no file. */
export const isCleanUp = once((code: Code) =>
  /^(base_events)?:shutdown_(asyncgens|default_executor)$/.test(keyOf(code)),
);
