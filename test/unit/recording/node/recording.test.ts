import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { decodeTrace } from '../../../../src/core/trace/decode';
import type { TraceEvent } from '../../../../src/core/trace/format';
import { TraceWriter } from '../../../../src/core/trace/writer';
import { FrameReader } from '../../../../src/recording/frames';
import { interpreterFor } from '../../../../src/recording/interpreter';
import { NodeDecoder } from '../../../../src/recording/node/decoder';
import { kinds } from '../../../../src/recording/node/records';
import { defaultLimits } from '../../../../src/recording/recorder';
import { goldenFile, goldenPrograms, normalised } from '../../../support/golden-recordings';
import { findNodes } from '../../../support/nodes';
import { decode, difference, recorders, runPlain, runRecorded } from '../../../support/run-node';

const programs = path.join(__dirname, '../../../fixtures/recording/node');

describe('a recording of a Node program', () => {
  for (const program of goldenPrograms('node'))
    it(`tells what ${path.basename(program)} did`, async () => {
      const { trace } = await runRecorded(process.execPath, program);
      assert.equal(normalised(trace), readFileSync(goldenFile(program), 'utf8'));
      assert.equal(decodeTrace(JSON.parse(JSON.stringify(trace))).problems, undefined);
      assert.equal(trace.dropped, 0);
    });

  for (const name of [
    'order.js',
    'generators.mjs',
    'text.js',
    'uncaught.js',
    'exit.js',
    'node-errors.js',
    'conversions.mjs',
    'line-ends.mjs',
    'asked.js',
    'members.js',
    'semicolons.js',
    'type-errors.js',
  ])
    it(`does not change what ${name} does`, async () => {
      const file = path.join(programs, name);
      const plain = await runPlain(process.execPath, file);
      assert.equal(difference(plain, await runRecorded(process.execPath, file)), null);
    });

  for (const { path: node, version } of findNodes().nodes)
    for (const [name, ...args] of [
      ['error-sources.js'],
      ['error-sources.js', 'emitted'],
      ['source-maps.js'],
      ['call-sites.mjs'],
      ['surroundings.mjs'],
    ] as const)
      it(`shows ${[name, ...args].join(' ')} nothing of itself on Node ${version}`, async () => {
        const file = path.join(programs, name);
        const plain = await runPlain(node, file, { args });
        assert.equal(difference(plain, await runRecorded(node, file, { args })), null);
      });

  // Before 22.15 Node loads modules by other ways when it has hooks, and its stacks show them.
  for (const { path: node, version } of findNodes().nodes.filter(({ major }) => major >= 22))
    for (const name of [
      'missing-module.cjs',
      'missing-module.mjs',
      'syntax-error.js',
      'stacks.js',
      'stack-writers.js',
      'refused.mjs',
      'unsettled.mjs',
      'disposal.mjs',
      'wordings.mjs',
    ])
      it(`does not change the errors that ${name} shows on Node ${version}`, async () => {
        const file = path.join(programs, name);
        const plain = await runPlain(node, file);
        assert.equal(difference(plain, await runRecorded(node, file)), null);
      });

  for (const { path: node, version } of findNodes().nodes) {
    it(`does not change what a program does where its stack is full, on Node ${version}`, async () => {
      const file = path.join(programs, 'full-stack.mjs');
      const recorded = await runRecorded(node, file);
      assert.equal(difference(await runPlain(node, file), recorded), null);
      const last = recorded.trace.events.findLast(({ kind }) => kind === 'output');
      assert.ok(last?.kind === 'output' && last.text.startsWith('time: '));
    });

    it(`goes on recording after async functions have filled the stack, on Node ${version}`, async () => {
      const file = path.join(programs, '_full-stack-async.mjs');
      const plain = await runPlain(node, file);
      const { stdout, status, trace } = await runRecorded(node, file);
      assert.deepEqual({ stdout, status }, { stdout: plain.stdout, status: plain.status });
      const last = trace.events.findLast(({ kind }) => kind === 'output');
      assert.ok(last?.kind === 'output' && last.text === 'went on\n');
    });
  }

  it('is known to have begun however early the program is killed', async () => {
    const { signal, wire } = await runRecorded(process.execPath, path.join(programs, 'killed.js'));
    assert.equal(signal, 'SIGKILL');
    const decoder = new NodeDecoder(new TraceWriter(), '', '');
    for (const payload of new FrameReader().read(wire)) decoder.read(payload);
    assert.ok(decoder.hello);
  });

  it('stops at a limit, says so, and lets the program go on', async () => {
    const file = path.join(__dirname, '../../../../bench/recording/promises.mjs');
    const { trace, status, wire } = await runRecorded(
      process.execPath,
      file,
      {},
      {
        ...defaultLimits,
        events: 5_000,
      },
    );
    assert.equal(status, 0);
    assert.ok(trace.dropped > 0);
    assert.ok(wire.length < 200_000);
  });

  for (const { path: node, version } of findNodes().nodes)
    it(`records each worker thread by itself, on Node ${version}`, async () => {
      const file = path.join(programs, 'threads.mjs');
      const { trace, ...recorded } = await runRecorded(node, file);
      assert.equal(difference(await runPlain(node, file), recorded), null);
      assert.equal(decodeTrace(JSON.parse(JSON.stringify(trace))).problems, undefined);
      const [main, module, double] = trace.tasks;
      assert.equal(main?.name, '<module>');
      assert.deepEqual(module, {
        id: 2,
        name: '<module> (worker 1)',
        function: '<module>',
        parent: 1,
        thread: 'worker 1',
      });
      assert.deepEqual(double, {
        id: 3,
        name: 'double (worker 1)',
        function: 'double',
        parent: 2,
        thread: 'worker 1',
      });
      const steps = trace.events.filter((event) => event.kind === 'resume' && event.task === 3);
      assert.equal(steps.length, 3);
      // One has limits of its own, which the recorder must not use up; one is started by another worker.
      const said = trace.events.filter((event) => event.kind === 'warn');
      assert.equal(said.length, 2);
      for (const event of said) assert.match(event.text, /^A worker thread starts here\./);
    });

  for (const { path: node, version } of findNodes().nodes)
    it(`tells which task of a worker printed what, and when, on Node ${version}`, async () => {
      const file = path.join(programs, 'worker-output.mjs');
      const { trace, ...recorded } = await runRecorded(node, file);
      assert.equal(difference(await runPlain(node, file), recorded), null);
      const printed = trace.events.flatMap((event) => {
        if (event.kind !== 'output') return [];
        const { text, stream, task, thread, line } = event;
        return [[text, stream, trace.tasks.find(({ id }) => id === task)?.name, thread, line]];
      });
      const work = ['work (worker 1)', 'worker 1'];
      // Standard error may be printed before what was written earlier to standard output.
      assert.deepEqual(
        printed.filter(([, stream]) => stream === 'stderr'),
        [['same\n', 'stderr', ...work, 9]],
      );
      assert.deepEqual(
        printed.filter(([, stream]) => stream === 'stdout'),
        [
          ['1 ondata\n', 'stdout', '<module>', undefined, 14],
          ['ä'.repeat(2_000), 'stdout', ...work, 7],
          ['same\n', 'stdout', ...work, 8],
          ['0\n', 'stdout', '<module>', undefined, 17],
          ['3005\n', 'stdout', '<module>', undefined, 22],
        ],
      );
    });

  it('puts what several threads do into the order of time', async () => {
    const { trace } = await runRecorded(process.execPath, path.join(programs, 'threads.mjs'));
    const at = (predicate: (event: TraceEvent) => boolean) => trace.events.findIndex(predicate);
    const ended = at((event) => event.kind === 'end' && event.task === 3);
    const next = at((event) => event.kind === 'create' && event.task === 4);
    assert.ok(ended > 0 && ended < next, `${ended}, ${next}`);
  });

  it('waits for the main thread where a worker is heard of before it', () => {
    const writer = new TraceWriter();
    const decoder = new NodeDecoder(writer, '/main.mjs', '');
    // A greeting: its kind, the time before it in µs, the version (an empty text), the thread, and the call that started it.
    decoder.read(Buffer.from([1, kinds.hello, 5, 0, 1, 0]));
    decoder.read(Buffer.from([0, kinds.hello, 4, 0, 0, 0]));
    decoder.read(Buffer.from([255]));
    assert.deepEqual(
      writer.events.map(({ kind, thread }) => [kind, thread]),
      [
        ['phase', undefined],
        ['phase', 'worker 1'],
      ],
    );
  });

  // The recorder reads no clock where it knows that only the loop has been at work.
  for (const { path: node, version } of findNodes().nodes)
    it(`leaves out no time in which a program's code was at work, on Node ${version}`, async () => {
      const { trace } = await runRecorded(node, path.join(programs, 'clock.mjs'));
      const times = trace.events
        .filter(({ kind, task }) => task === 2 && (kind === 'suspend' || kind === 'resume'))
        .map(({ t }) => t);
      const [, suspended = 0, resumed = 0, again = 0, later = 0, last = 0] = times;
      assert.equal(times.length, 7);
      assert.ok(resumed - suspended >= 20, `its caller: ${times.join(' ')}`);
      assert.ok(later - again >= 20, `a reaction: ${times.join(' ')}`);
      assert.ok(last - later >= 20, `its own: ${times.join(' ')}`);
    });

  it('takes what was done before it was awaited for no wait for the timer that runs', async () => {
    const { trace } = await runRecorded(
      process.execPath,
      path.join(programs, 'settled-before.mjs'),
    );
    const waits = trace.events.flatMap((event) =>
      event.kind === 'suspend' ? [`${event.line} ${event.waitsFor}`] : [],
    );
    assert.deepEqual(
      waits.filter((wait) => /^(7|8|15|18) /.test(wait)),
      ['7 promise', '8 promise', '15 task', '18 tasks'],
    );
    const wakers = trace.events.flatMap((event) =>
      event.kind === 'enqueue' && event.waker.kind === 'resolve' ? [event.task] : [],
    );
    const [first, second] = trace.tasks.filter((task) => task.function === 'waits');
    assert.deepEqual(wakers, [2, 2, 3, 3, first?.id, second?.id]);
    // A call that was over: who awaits it is in the queue before anything else happens.
    const life = trace.events.flatMap(({ kind, task }) =>
      task === first?.id || task === second?.id ? [`${kind} ${task}`] : [],
    );
    assert.deepEqual(life.slice(0, 6), [
      `create ${first?.id}`,
      `resume ${first?.id}`,
      `suspend ${first?.id}`,
      `enqueue ${first?.id}`,
      `create ${second?.id}`,
      `resume ${second?.id}`,
    ]);
  });

  for (const { path: node, version } of findNodes().nodes.filter(({ major }) => major >= 24))
    it(`tells the waits at the end of await using, on Node ${version}`, async () => {
      const file = path.join(programs, 'disposal.mjs');
      const { trace, ...recorded } = await runRecorded(node, file);
      assert.equal(difference(await runPlain(node, file), recorded), null);
      const waits = trace.events.flatMap((event) =>
        event.kind === 'suspend' && event.keyword === 'await using'
          ? [`${event.line} ${event.waitsFor}`]
          : [],
      );
      // What is closed last was opened first; a call that closes at once, and null, take a turn as well.
      assert.deepEqual(waits, [
        '24 promise',
        '25 promise',
        '8 task',
        '7 task',
        '14 promise',
        '20 promise',
        '33 promise',
        '33 task',
        '33 task',
        '32 task',
        '31 task',
      ]);
      const last = trace.events.at(-1);
      assert.deepEqual([last?.kind, last?.task], ['end', 1]);
    });

  it('says nothing of the threads of the recorder and of Node itself', async () => {
    const { trace } = await runRecorded(process.execPath, path.join(programs, 'modules.mjs'));
    assert.deepEqual(
      trace.events.filter(({ kind }) => kind === 'warn'),
      [],
    );
  });

  for (const { path: node, version } of findNodes().nodes)
    it(`keeps nothing of calls that are over, on Node ${version}`, async () => {
      const file = path.join(__dirname, '../../../../bench/recording/memory.mjs');
      const kept = async (rounds: number) =>
        Number((await runRecorded(node, file, { args: [String(rounds)] })).stdout);
      // 25,000 calls more: an object kept of each would be more than a megabyte.
      const [few, many] = [await kept(5), await kept(30)];
      assert.ok(few > 0 && many - few < 500_000, `${few} bytes, then ${many}`);
    });

  it('reads the wire however it is cut', async () => {
    const file = path.join(programs, 'order.js');
    const { wire, trace } = await runRecorded(process.execPath, file);
    const parts: Buffer[] = [];
    for (let at = 0; at < wire.length;) {
      const end = at + 4 + wire.readUInt32LE(at);
      // The first byte of a payload is the number of its thread.
      for (let byte = at + 5; byte < end; byte += 7) {
        const part = wire.subarray(byte, Math.min(end, byte + 7));
        const head = Buffer.alloc(5);
        head.writeUInt32LE(1 + part.length);
        parts.push(head, part);
      }
      at = end;
    }
    assert.deepEqual(decode(Buffer.concat(parts), file, readFileSync(file, 'utf8')), trace);
  });

  it('has the same kinds of record on both sides', () => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- The recorder is plain JavaScript.
    assert.deepEqual(require(path.join(recorders, 'node/kinds.cjs')), kinds);
  });
});

describe('the Node that runs programs', () => {
  it('is the one that is named, else one on the PATH, else the runtime itself', async () => {
    const named = process.execPath;
    assert.equal(await interpreterFor('typescript', named, { PATH: '/nowhere' }), named);
    const onPath = await interpreterFor('javascript', null, { PATH: path.dirname(named) });
    assert.equal(onPath, path.join(path.dirname(named), path.basename(named)));
    assert.equal(await interpreterFor('javascript', null, { PATH: '/nowhere:.' }), named);
  });

  it('is not quietly another one than is named', async () => {
    await assert.rejects(interpreterFor('typescript', '/nowhere/node', process.env), {
      name: 'RecordingProblem',
      message: '/nowhere/node is no Node 20 or newer.',
    });
  });
});
