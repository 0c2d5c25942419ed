import { makeModule } from '../operations/native';

export const signalModule = makeModule(
  'signal',
  { 'signal(signalnum, handler)': () => null, 'raise_signal(signum)': () => null },
  { SIGINT: 2, SIGTERM: 15, SIGHUP: 1, SIGUSR1: 10, SIGALRM: 14 },
);
