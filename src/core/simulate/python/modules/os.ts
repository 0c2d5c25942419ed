import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';
import { fspath, posixpathModule } from './posixpath';

export const osModule = makeModule(
  'os',
  {
    'getpid()': () => new Unknown('os.getpid()'),
    'getcwd()': () => new Unknown('os.getcwd()'),
    'getenv(key, default=None)': (key: Value, fallback: Value) =>
      fallback ?? new Unknown(`$${str(key)}`),
    'fspath(path)': fspath,
    'cpu_count()': () => 8,
    'urandom(size)': () => new Unknown('os.urandom()'),
    'listdir(path=None)': () => new Unknown('os.listdir()'),
  },
  {
    environ: new Unknown('os.environ'),
    path: posixpathModule,
    sep: '/',
    linesep: '\n',
    name: 'posix',
  },
);
