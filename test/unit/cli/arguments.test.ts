import assert from 'node:assert/strict';
import { commandOf } from '../../../src/cli/arguments';
import { Problem } from '../../../src/cli/problem';

describe('The command line', () => {
  const understood: readonly (readonly [string[], ReturnType<typeof commandOf>])[] = [
    [['explain', 'a.py'], { kind: 'explain', file: 'a.py', json: false }],
    [['explain', '--json', 'a.py'], { kind: 'explain', file: 'a.py', json: true }],
    [['explain', '--', '-a.py'], { kind: 'explain', file: '-a.py', json: false }],
    [['replay', 'a.py'], { kind: 'replay', file: 'a.py', json: false }],
    [
      ['replay', 'a.py', '--function', 'A.main', '--json'],
      { kind: 'replay', file: 'a.py', json: true, function: 'A.main' },
    ],
    [
      ['replay', '--function=main', 'a.py'],
      { kind: 'replay', file: 'a.py', json: false, function: 'main' },
    ],
    [['record', 'a.py', '--', '--port', '80'], { kind: 'record' }],
    [['--help'], { kind: 'help' }],
    [['explain', '-h'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
  ];
  for (const [args, command] of understood) {
    it(`understands "${args.join(' ')}"`, () => {
      assert.deepEqual(commandOf(args), command);
    });
  }

  const refused: readonly (readonly [string[], RegExp])[] = [
    [[], /^Say what to do/],
    [['explian', 'a.py'], /^Unknown command explian\. Did you mean explain\?$/],
    [['trace', 'a.py'], /^Unknown command trace; there are/],
    [['explain'], /^Say which file/],
    [['explain', 'a.py', 'b.py'], /^One file at a time/],
    [['explain', 'a.py', '--jsno'], /^Unknown option --jsno\. Did you mean --json\?$/],
    [['explain', 'a.py', '-x'], /^Unknown option -x; --help lists them all\.$/],
    [['explain', 'a.py', '--json=yes'], /^--json takes no value\.$/],
    [['explain', 'a.py', '--function', 'main'], /--function belongs to replay/],
    [['replay', 'a.py', '--function'], /^--function needs a name\.$/],
    [['replay', 'a.py', '--function', '--json'], /^--function needs a name\.$/],
    [['replay', 'a.py', '--function='], /^--function needs a name\.$/],
  ];
  for (const [args, message] of refused) {
    it(`refuses "${args.join(' ')}" in one line`, () => {
      assert.throws(
        () => commandOf(args),
        (error) =>
          error instanceof Problem && message.test(error.message) && !error.message.includes('\n'),
      );
    });
  }
});
