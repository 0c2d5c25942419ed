import { socketPair } from '../../asyncio/sockets';
import { exceptionClass, timeoutError } from '../objects/exceptions';
import { makeModule } from '../operations/native';

/* Lib/socket.py: a pair of connected sockets; any other socket is unknown. The numbers are Linux's. */

export const socketModule = makeModule(
  'socket',
  { 'socketpair(family=None, type=None, proto=0)': () => socketPair() },
  {
    AF_UNIX: 1,
    AF_INET: 2,
    AF_INET6: 10,
    SOCK_STREAM: 1,
    SOCK_DGRAM: 2,
    SOL_SOCKET: 1,
    SO_REUSEADDR: 2,
    SHUT_RD: 0,
    SHUT_WR: 1,
    SHUT_RDWR: 2,
    IPPROTO_TCP: 6,
    TCP_NODELAY: 1,
    error: exceptionClass('OSError'),
    timeout: timeoutError,
  },
);
