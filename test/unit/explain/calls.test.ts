import { checkLast } from './explainedTrees';

const jobs = `class Job {
  async run() { await this.before(); await this.work(); }
  async before() {}
}
class Load extends Job { async work() { await fetch('https://x'); } }
class Rest extends Job {
  async before() { await fetch('https://before'); }
  async work() { await new Promise((resolve) => setTimeout(resolve, 500)); }
}
`;

const wrapped = `import { setTimeout as sleep } from 'node:timers/promises';
async function retry(run) {
  for (;;) {
    try { return await run(); } catch { continue; }
  }
}
async function other() { await retry(() => sleep(5)); }
`;

describe('a call of a function of JavaScript', () => {
  checkLast('javascript', {
    'waits for what the function waits for that it is given': [
      `${wrapped}await retry(() => fetch('https://x'));`,
      {
        summary:
          'Runs retry() and waits for its end; at line 4 it waits for the HTTP response from https://x.',
      },
    ],
    'waits for that also where it is taken out of an object': [
      `${wrapped}async function first({ load }) { await load(); }
await first({ load: () => sleep(20) });
await first({ load: () => fetch('https://x') });`,
      {
        summary:
          'Runs first() and waits for its end; at line 8 it waits for the HTTP response from https://x.',
      },
    ],
    'waits first where the class of its object does, and not where others do': [
      `${jobs}await new Rest().run();`,
      {
        summary:
          'Runs Job.run() and waits for its end; at line 7 it waits for the HTTP response from https://before.',
      },
    ],
    'of an object of another class waits elsewhere': [
      `${jobs}await new Load().run();`,
      {
        summary:
          'Runs Job.run() and waits for its end; at line 5 it waits for the HTTP response from https://x.',
      },
    ],
    'of one of several objects waits for what any of them may': [
      `${jobs}for (const job of [new Load(), new Rest()]) await job.run();`,
      {
        lens: 'runs Job.run(), which waits at line 2',
        summary:
          'Runs Job.run() and waits for its end; at line 2 it waits for Load.work() to finish or Rest.work() to finish.',
      },
    ],
    'of many that are settled, and one that is not, names that': [
      `function load(kind) {
  switch (kind) {
${Array.from({ length: 9 }, (_, at) => `    case ${String(at)}: return Promise.resolve({ at: ${String(at)} });`).join('\n')}
    default: return fetch('https://x');
  }
}
await load(kind);`,
      { lens: 'waits for the HTTP response from https://x, or for another' },
    ],
    'of what is kept from another call may find it settled': [
      `import { setTimeout as sleep } from 'node:timers/promises';
class Client {
  connect() { return (this.connected ??= sleep(20)); }
}
await new Client().connect();`,
      { lens: 'waits for a 20 ms timer, or nothing' },
    ],
  });
});
