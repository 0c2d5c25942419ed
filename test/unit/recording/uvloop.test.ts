import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Trace } from '../../../src/core/trace/format';
import { findPythons } from '../../support/pythons';
import { compareRuns, record } from '../../support/recordings';

const program = path.join(__dirname, '../../fixtures/recording/loops.py');
const python = findPythons('3.9').find(
  ({ path: python }) => spawnSync(python, ['-c', 'import uvloop']).status === 0,
)?.path;

/** What the tasks do and wait for; of the part with sockets, whose transports uvloop does not show, what is waited for. */
function story({ tasks, events }: Trace): { before: readonly string[]; sockets: Set<string> } {
  const lines = events.flatMap((event) => {
    const { task, kind } = event;
    if (task === null) return [];
    const who = `${task} ${tasks[task - 1]?.function}`;
    switch (kind) {
      case 'suspend':
        return [`${who} suspends ${event.line}:${event.column} ${event.waitsFor}`];
      case 'resume':
        return [`${who} resumes`];
      case 'output':
        return [`${who} prints ${event.text}`];
      case 'end':
        return [`${who} ${event.outcome}`];
      default:
        return [];
    }
  });
  const end = lines.indexOf('1 main prints timed out\n') + 1;
  const waits = lines
    .slice(end)
    .flatMap((line) => /1 main suspends 2[13]:.* network$/.exec(line) ?? []);
  return { before: lines.slice(0, end), sockets: new Set(waits) };
}

describe('A Python program under uvloop', function () {
  this.timeout(60_000);

  it('is recorded as under asyncio, but for what is compiled', async function () {
    if (python === undefined) {
      console.log('      No Python found has uvloop.');
      this.skip();
    }
    assert.equal(await compareRuns(program, python, ['uvloop']), null);
    const { trace } = (await record(program, python, { args: ['uvloop'] })).end;
    const { trace: plain } = (await record(program, python)).end;
    assert.ok(story(plain).before.length > 20);
    assert.deepEqual(story(trace).before, story(plain).before);
    assert.deepEqual(
      [...story(trace).sockets],
      ['1 main suspends 21:22 network', '1 main suspends 23:14 network'],
    );
    const ofTimers = (trace: Trace) =>
      trace.events.filter(({ kind }) => ['fire', 'unwatch'].includes(kind)).map(({ kind }) => kind);
    assert.deepEqual(ofTimers(trace), ['fire', 'fire', 'unwatch', 'fire', 'fire']);
    const last = trace.events.at(-1);
    assert.ok(last?.kind === 'warn' && last.text.startsWith('uvloop'), JSON.stringify(last));
  });

  it('is recorded where it imports uvloop first', async function () {
    if (python === undefined) this.skip();
    const first = path.join(__dirname, '../../fixtures/recording/uvloop_first.py');
    assert.equal(await compareRuns(first, python), null);
    const { trace } = (await record(first, python)).end;
    const kinds = trace.events.flatMap(({ kind, task }) => (task === 1 ? [kind] : []));
    const rest = kinds.slice(kinds.indexOf('watch'));
    assert.deepEqual(rest, ['watch', 'suspend', 'enqueue', 'resume', 'output', 'end']);
  });
});
