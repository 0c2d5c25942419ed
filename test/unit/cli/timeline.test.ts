import assert from 'node:assert/strict';
import { recordingText } from '../../../src/cli/recordingText';
import { replayText } from '../../../src/cli/timeline';
import { styleFor } from '../../../src/cli/style';
import { coffeeShop } from '../../support/traces';

const plain = styleFor(false, {});

describe('The readable timeline', () => {
  it('names the tasks, and shows in each row the time and where they are', () => {
    const lines = replayText(coffeeShop(['Alice', 'Bob']), '', plain, Infinity).split('\n');
    assert.deepEqual(lines.slice(0, 5), [
      'coffee_shop.py: walkthrough, 2000 ms of virtual time',
      '  1  Task-1  main',
      '  2  Task-2  order_coffee',
      '  3  Task-3  order_coffee',
      '',
    ]);
    assert.match(lines[5] ?? '', /^ {3}t {2}123 {2}\S/);
    const places = lines.slice(6).map((line) => /^( {3}0|2000) {2}(.{3}) {2}\S/.exec(line)?.[2]);
    assert.deepEqual(
      places.slice(0, places.indexOf(undefined)).filter((row, at, all) => row !== all[at - 1]),
      // prettier-ignore
      ['○  ', '●  ', '●○○', '│○○', '│●○', '││○', '││●', '│││', '│○○', '│●○', '│ ○', '│ ●', '│  ', '○  ', '●  ', '   '],
    );
  });

  it('ends with what is printed', () => {
    const text = replayText(coffeeShop(['Alice']), '', plain, Infinity);
    assert.ok(text.endsWith('\n\nConsole\n  Alice ordered coffee\n  Alice got coffee\n'), text);
  });

  it('lists what was assumed, with its line, and says what is missing', () => {
    const assumption = {
      id: 1,
      kind: 'duration',
      text: 'It takes 100 ms.',
      line: 7,
      column: 1,
      subject: 'It',
      value: 100,
      alternatives: [],
      chosen: false,
    } as const;
    const trace = { ...coffeeShop(['Alice']), stdout: [], assumptions: [assumption], dropped: 3 };
    const text = replayText(trace, '', plain, Infinity);
    assert.match(text, /\n\nAssumptions\n {2}Line 7: It takes 100 ms\.\n\n[^\n]+: 3\n$/);
  });

  it('breaks sentences between words where the terminal is narrow', () => {
    const lines = replayText(coffeeShop(['Alice']), '', plain, 60).split('\n');
    const rows = lines.slice(lines.indexOf('') + 1, lines.indexOf('Console') - 1);
    assert.ok(rows.slice(1).every((row) => row.length <= 60));
    assert.ok(rows.some((row) => row.startsWith(' '.repeat('2000  12  '.length))));
  });

  it('draws no lanes where there are too many tasks for a screen', () => {
    const names = Array.from({ length: 20 }, (_, n) => `Guest ${n}`);
    const lines = replayText(coffeeShop(names), '', plain, Infinity).split('\n');
    assert.ok(lines.includes('   t'));
    assert.ok(lines.some((line) => /^ {3}0 {2}\w/.test(line)));
  });

  it('lets no escape sequence of the program reach the terminal', () => {
    const text = replayText(coffeeShop(['\u001b[31mMallory']), '', plain, Infinity);
    assert.ok(!text.includes('\u001b'));
    assert.ok(text.includes('\\u001b[31mMallory ordered coffee'));
  });

  it('names a task in the slowest waits of a recording as its sentences do', () => {
    const text = recordingText({ ...coffeeShop(['Alice']), mode: 'recording' }, '', plain);
    const slowest = text.slice(text.indexOf('Slowest waits')).split('\n');
    assert.match(
      slowest[1] ?? '',
      /^ {2}2 s {2}line \d+ +(main|order_coffee) \(Task-\d\) +woken by/,
    );
    assert.ok(slowest.some((line) => line.endsWith('woken by the end of order_coffee (Task-2)')));
  });
});
