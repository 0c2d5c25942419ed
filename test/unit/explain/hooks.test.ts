import { checkLast } from './explainedTrees';

const open = {
  waitsFor: 'unknown',
  lens: 'runs Plugin.start(), or whatever overrides it',
} as const;
const run = 'export async function run(plugin: Plugin) { await plugin.start(); }';

describe('a method that does nothing', () => {
  checkLast('typescript', {
    'may be another of a subclass': [
      `export abstract class Plugin { start(): void {} }\n${run}`,
      {
        ...open,
        summary: 'Runs Plugin.start(), which does nothing; a subclass may define one that waits.',
      },
    ],
    'may be another of a subclass, async or not': [
      `export class Plugin { async start() { /* nothing to do */ } }\n${run}`,
      open,
    ],
    'is one of those of the classes below': [
      `export class Plugin { start() {} }
class Slow extends Plugin { start() { return new Promise((resolve) => setTimeout(resolve, 20)); } }
class Calm extends Plugin { start() {} }
${run}`,
      { lens: 'waits for a 20 ms timer or something not known here' },
    ],
    'is just that of an object that the program makes': [
      'export class Plugin { start() {} }\nasync function f() { await new Plugin().start(); }',
      { waitsFor: 'nothing' },
    ],
    'is just that where nobody else gets at the class': [
      `class Plugin { start() {} }\n${run.replace('export ', '')}`,
      { waitsFor: 'nothing' },
    ],
    'is just that where it is private': [
      'export class Plugin { async run() { await this.start(); }\n private start() {} }',
      { waitsFor: 'nothing' },
    ],
  });
});
