import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeTrace } from '../../../src/core/trace/decode';
import { waitsOf } from '../../../src/core/trace/waits';
import { goldenFile, goldenPrograms, normalised } from '../../support/golden-recordings';
import { findPythons } from '../../support/pythons';
import { compareRuns, record } from '../../support/recordings';

const fixture = (name: string): string => path.join(__dirname, '../../fixtures/recording', name);
const pythons = findPythons('3.8');
const newest = pythons.at(-1)?.path ?? '';

/** What exits.py can do. It takes long, so only the newest Python does all of it. */
const endings = ['interrupt', 'text', 'exit', 'os._exit', 'keyboard', 'kill', 'pending', 'none'];

describe('A recorded Python program', function () {
  this.timeout(60_000);

  it('was run by at least one Python', () => {
    console.log(`      Pythons found: ${pythons.map(({ version }) => version).join(', ')}`);
    assert.notEqual(pythons.length, 0);
  });

  for (const { version, path: python } of pythons) {
    it(`sees and prints the same as without a recorder (${version})`, async () => {
      assert.equal(await compareRuns(fixture('plain.py'), python, ['--port', '80']), null);
      assert.equal(await compareRuns(fixture('threads.py'), python), null);
      assert.equal(await compareRuns(fixture('streams.py'), python), null);
      assert.equal(await compareRuns(fixture('unprintable.py'), python), null);
      assert.equal(await compareRuns(fixture('bottomless.py'), python), null);
    });

    it(`ends as without a recorder (${version})`, async () => {
      for (const ending of python === newest ? endings : endings.slice(0, 1))
        assert.equal(await compareRuns(fixture('exits.py'), python, [ending]), null, ending);
    });
  }

  for (const { version, path: python } of pythons)
    it(`takes no harm from a watchdog that is late (${version})`, async () => {
      const { end } = await record(fixture('late_watchdog.py'), python);
      assert.equal(end.problem, null);
      assert.deepEqual(
        end.trace.events.filter(({ kind }) => kind === 'block'),
        [],
      );
    });

  for (const { version, path: python } of findPythons('3.12'))
    it(`lets trace and profile functions hear the same as without a recorder (${version})`, async () => {
      assert.equal(await compareRuns(fixture('heard.py'), python), null);
    });

  // Before 3.12 calls of coroutines are not seen, and before 3.11 no columns: those traces say less.
  for (const { version, path: python } of findPythons('3.12'))
    for (const program of goldenPrograms('python'))
      it(`is told as reviewed: ${path.basename(program)} (${version})`, async () => {
        const { trace } = (await record(program, python)).end;
        assert.equal(normalised(trace), readFileSync(goldenFile(program), 'utf8'));
        assert.equal(decodeTrace(JSON.parse(JSON.stringify(trace))).problems, undefined);
        assert.equal(trace.dropped, 0);
      });

  for (const { version, path: python } of pythons)
    it(`says which descriptor a task waits for, and in which direction (${version})`, async () => {
      const { events } = (await record(fixture('streams.py'), python)).end.trace;
      const labels = new Map(
        events.flatMap((event) => (event.kind === 'watch' ? [[event.watch, event.label]] : [])),
      );
      const watched = (line: number): string[] =>
        events.flatMap((event) =>
          event.kind === 'suspend' && event.line === line && event.watches.length > 0
            ? event.watches.map((watch) => labels.get(watch)?.replace(/\d+/, 'N') ?? '?')
            : [],
        );
      assert.deepEqual(watched(17), Array<string>(20).fill('room on file descriptor N'));
      assert.deepEqual(watched(21), Array<string>(60).fill('data on file descriptor N'));
    });

  for (const { version, path: python } of pythons)
    it(`says what a process wakes a task by (${version})`, async () => {
      const { events } = (await record(fixture('child.py'), python)).end.trace;
      const wakers = (line: number): string[] => {
        const found = events.flatMap((event) => {
          if (event.kind !== 'resume' || event.line !== line) return [];
          const entry = events.find(
            (each) => each.kind === 'enqueue' && each.entry === event.entry,
          );
          return entry?.kind === 'enqueue' ? [entry.waker.kind] : [];
        });
        // What is printed may come in parts.
        return [...new Set(found)];
      };
      assert.deepEqual(wakers(12), ['io']);
      // Until 3.11 a thread waits for the process; PidfdChildWatcher has the selector watch it.
      const [, minor = 0] = version.split('.').map(Number);
      const byThread = minor < 12 || process.platform !== 'linux';
      assert.deepEqual(wakers(13), [byThread ? 'thread' : 'io']);
    });

  for (const { version, path: python } of pythons.filter(({ version }) =>
    /^3\.([89]|1[01])\./.test(version),
  ))
    it(`says that wait_for() waits for its timer, then for the task that it cancels (${version})`, async () => {
      const sample = path.join(__dirname, '../../../samples/python/timeout_and_cancellation.py');
      const { trace } = (await record(sample, python)).end;
      const waits = waitsOf(trace).filter(({ suspend }) => suspend.line === 20);
      assert.deepEqual(
        waits.map(({ waker }) => waker?.kind),
        ['timer', 'task'],
      );
    });

  for (const { version, path: python } of pythons)
    it(`says that a thread is waited for where the program awaits what it does (${version})`, async () => {
      const { events } = (await record(fixture('executors.py'), python)).end.trace;
      const waits = events.flatMap((event) => (event.kind === 'suspend' ? [event.waitsFor] : []));
      assert.deepEqual(waits.slice(0, 3), ['thread', 'thread', 'thread']);
    });

  for (const { version, path: python } of findPythons('3.12'))
    it(`keeps tasks of several loops apart that start eagerly (${version})`, async () => {
      const { trace } = (await record(fixture('eager_threads.py'), python)).end;
      assert.equal(trace.tasks.length, 3 + 3 * 10 * 5);
      const eager = trace.events.filter(
        ({ kind, ...e }) => kind === 'resume' && 'entry' in e && e.entry === null,
      );
      assert.equal(eager.length, 3 * 10 * 5);
    });

  it('keeps the tasks of several loops apart', async () => {
    const { end } = await record(fixture('threads.py'), newest);
    const { tasks, events } = end.trace;
    assert.equal(tasks.length, 6);
    // Each loop runs its own tasks: a task's creator is in the same loop.
    for (const task of tasks) {
      const steps = events.filter((event) => event.kind === 'resume' && event.task === task.id);
      assert.equal(steps.length, task.function === 'main' ? 2 : 4, task.name);
      assert.match(task.thread ?? '', /^Thread-[12]/);
      assert.ok(steps.every((event) => event.thread === task.thread));
    }
    assert.equal(new Set(tasks.map((task) => task.thread)).size, 2);
    // The main thread, which has no loop, prints.
    const [printed] = events.filter((event) => event.kind === 'output');
    assert.deepEqual([printed?.task, printed?.thread], [null, undefined]);
  });

  it('says that another thread woke the loop, also where it runs no code of the program', async () => {
    const { end } = await record(fixture('thread_calls.py'), newest);
    assert.equal(end.trace.dropped, 0);
    const entries = end.trace.events.flatMap((event) =>
      event.kind === 'enqueue' && event.label === 'Event.set' ? event.waker : [],
    );
    assert.deepEqual(entries, [{ kind: 'thread', task: null, watch: null }]);
  });

  it("names a task by the program's function where a library runs that in its own", async () => {
    const { end } = await record(fixture('wrapped.py'), newest);
    const functions = end.trace.tasks.map((task) => task.function);
    assert.deepEqual(functions, ['main', 'work', 'more']);
  });

  it('says what woke a callback each time, also where it was something else before', async () => {
    const { end } = await record(fixture('twice.py'), newest);
    const wakers = end.trace.events.flatMap((event) =>
      event.kind === 'enqueue' && event.label.includes('_run_until_complete_cb')
        ? [event.waker]
        : [],
    );
    const [first, second] = wakers.map(({ kind, task }) => ({ kind, task }));
    assert.equal(wakers.length, 2);
    assert.notEqual(first?.kind, 'task');
    assert.deepEqual(second, { kind: 'task', task: 1 });
  });

  it('has the names of tasks as they are, also where they look like those of Python', async () => {
    const { end, stdout } = await record(fixture('names.py'), newest);
    assert.deepEqual(
      end.trace.tasks.slice(1).map(({ name }) => name),
      Buffer.from(stdout, 'latin1').toString().split('\n'),
    );
  });

  it('stops after its time', async () => {
    const { end } = await record(fixture('endless.py'), newest, { timeout: 1000 });
    assert.equal(end.stopped, 'timeout');
  });

  it('goes on when the recording has reached its limit, and says so', async () => {
    const limited = await record(fixture('many.py'), newest, { limits: { events: 1000 } });
    assert.deepEqual([limited.stdout, limited.status], ['done\n', 0]);
    const last = limited.end.trace.events.at(-1);
    assert.ok(last?.kind === 'warn' && last.text.includes('limit'), JSON.stringify(last));
  });

  it('stops before a trace has twice the events of its limit, as more cannot be opened', async () => {
    const events = 20_000;
    const { end } = await record(fixture('many.py'), newest, { limits: { events } });
    assert.ok(end.trace.events.length > events && end.trace.events.length < 2 * events);
  });
});
