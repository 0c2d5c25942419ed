import type { Library } from '../schema';
import { timeoutEnd } from './asyncio/time';

/** Facts from async_timeout's __init__.py: what asyncio.timeout() came from, with the same behaviour. */

const page = 'https://github.com/aio-libs/async-timeout#usage-example';

const limit = { page, enter: timeoutEnd(false), exit: timeoutEnd(true) };

export const asyncTimeout: Library = {
  title: 'async-timeout',
  packages: { pip: ['async-timeout==5.0.1'], apt: ['python3-async-timeout'] },
  entries: {
    'async_timeout.timeout': { page, returns: 'async_timeout.Timeout' },
    'async_timeout.timeout_at': {
      page,
      enter: timeoutEnd(false, true),
      exit: timeoutEnd(true, true),
    },
    'async_timeout.Timeout': limit,
  },
  classes: ['async_timeout.Timeout'],
};
