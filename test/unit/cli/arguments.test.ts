import assert from 'node:assert/strict';
import { commandOf } from '../../../src/cli/arguments';
import { Problem } from '../../../src/cli/problem';

describe('The command line', () => {
  const understood: readonly (readonly [string[], ReturnType<typeof commandOf>])[] = [
    [['explain', 'a.py'], { kind: 'explain', file: 'a.py', json: false }],
    [['explain', '--json', 'a.py'], { kind: 'explain', file: 'a.py', json: true }],
    [['explain', '--', '-a.py'], { kind: 'explain', file: '-a.py', json: false }],
    [
      ['compare', 'a.json', 'b.json', '--json'],
      { kind: 'compare', before: 'a.json', after: 'b.json', json: true },
    ],
    [['replay', 'a.py'], { kind: 'replay', file: 'a.py', json: false, choices: [] }],
    [
      ['replay', 'a.py', '--function', 'A.main', '--json'],
      { kind: 'replay', file: 'a.py', json: true, choices: [], function: 'A.main' },
    ],
    [
      ['replay', '--function=main', 'a.py'],
      { kind: 'replay', file: 'a.py', json: false, choices: [], function: 'main' },
    ],
    [
      ['replay', 'a.py', '--assume', '4:8=false', '--assume=9:11=250ms'],
      {
        kind: 'replay',
        file: 'a.py',
        json: false,
        choices: [
          { kind: 'branch', line: 4, column: 8, subject: null, value: 0 },
          { kind: 'duration', line: 9, column: 11, subject: null, value: 250 },
        ],
      },
    ],
    [
      ['record', 'a.py', '--json', '--', '--port', '80'],
      { kind: 'record', target: { file: 'a.py' }, json: true, args: ['--port', '80'] },
    ],
    [
      ['record', '-m', 'pkg.mod', '--interpreter', '/usr/bin/python3'],
      {
        kind: 'record',
        target: { module: 'pkg.mod' },
        json: false,
        interpreter: '/usr/bin/python3',
        args: [],
      },
    ],
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
    [['compare', 'a.json'], /^compare takes two saved traces/],
    [['compare', 'a.json', 'b.json', 'c.json'], /^compare takes two saved traces/],
    [['compare', 'a.json', 'b.json', '--assume', '4:8=true'], /belong to replay\.$/],
    [['replay', 'a.py', '-m', 'x'], /--module belongs to record/],
    [['record', 'a.py', 'b'], /arguments of the program follow after --\.$/],
    [['record', 'a.py', '-m', 'b'], /not both\.$/],
    [['record', 'a.py', '--function', 'main'], /--function belongs to replay/],
    [['explain', 'a.py', '--function', 'main'], /--function belongs to replay/],
    [['replay', 'a.py', '--function'], /^--function needs a name\.$/],
    [['replay', 'a.py', '--function', '--json'], /^--function needs a name\.$/],
    [['explain', 'a.py', '--assume', '4:8=true'], /^--assume belongs to replay\.$/],
    [['replay', 'a.py', '--assume'], /^--assume needs a value\.$/],
    [['replay', 'a.py', '--assume', '4=maybe'], /^--assume needs LINE:COLUMN=VALUE/],
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
