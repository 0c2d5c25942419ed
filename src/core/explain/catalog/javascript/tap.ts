import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { plainArgument, promised } from '../waits';
import { goesOn } from './testing';

/** Facts from @tapjs/core's base.js and test-base.js and @tapjs/asserts's index.js: their promises are resolved with the outcome. */

const page = 'https://node-tap.org/api/';
const settled: Text = (call) => l10n.t('the promise of {0} to settle', call.argument(0) ?? '?');

const subtest = promised(
  'promise',
  'task',
  (call) => l10n.t('test {0} to end', plainArgument(call, 0)),
  () => l10n.t('the object with its results'),
  goesOn,
);

const onOne = (owner: string) => ({
  [`${owner}.test`]: { page, calledWith: ['tap.Test'], await: subtest },
  ...Object.fromEntries(
    ['rejects', 'resolves', 'resolveMatch'].map((name) => [
      `${owner}.${name}`,
      {
        page,
        await: promised('promise', 'task', settled, () => l10n.t('whether it holds'), goesOn),
      },
    ]),
  ),
});

export const tap: Library = {
  title: 'node-tap',
  packages: { npm: ['tap@21.8.0'] },
  entries: { ...onOne('tap'), ...onOne('tap.Test') },
  classes: ['tap.Test'],
  aliases: { 'tap.t': 'tap', 'tap.default': 'tap' },
};
