import { spawn } from 'node:child_process';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { buffer, text as textOf } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { TraceWriter } from '../src/core/trace/writer';
import { FrameReader } from '../src/recording/frames';
import { launchOf } from '../src/recording/launch';
import { defaultLimits } from '../src/recording/recorder';
import type { Launch } from '../src/recording/recorder';
import { findNodes } from '../test/support/nodes';
import { findPythons } from '../test/support/pythons';
import { programOf, recorders } from '../test/support/recordings';
import type { Bench, Measurement } from './harness';
import { median } from './harness';

/**
 * A program that prints how many ms it took, and the most that recording may multiply that by. A program of Python's has one thread that
 * never waits, and prints the CPU's time, which a busy machine changes least; Node's, of which the recorder has a thread, print the clock's.
 */
interface Program {
  readonly file: string;
  readonly about: string;
  readonly aim: number;
}

const python: readonly Program[] = [
  { file: 'compute.py', about: 'CPU-heavy code', aim: 1.15 },
  { file: 'clients.py', about: '2,000 socket clients', aim: 1.6 },
  { file: 'sleep.py', about: '10,000 tasks of sleep(0)', aim: 3 },
];
const node: readonly Program[] = [
  { file: 'compute.mjs', about: 'CPU-heavy code', aim: 1.15 },
  { file: 'requests.mjs', about: '2,000 HTTP requests', aim: 1.4 },
  { file: 'promises.mjs', about: '40,000 functions awaiting resolved promises', aim: 4 },
];

/** How many pairs of a plain and a recorded run there are: as many as fit into a time, in ms, so that short programs have more. */
const pairs = { least: 9, most: 31, ms: 20_000 };

/** So many that nothing is left out. */
const limits = { ...defaultLimits, events: 10_000_000, bytes: 1 << 30 };

async function run({ command, args, env }: Launch, cwd: string) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  if (child.stdout === null) throw new Error('no pipe');
  const wire = buffer(child.stdio[3] as Readable);
  const [printed = Number.NaN] = (await textOf(child.stdout)).split(' ').map(Number);
  return { printed, wire: await wire };
}

async function measure(
  interpreter: string,
  { file, about, aim }: Program,
): Promise<readonly Measurement[]> {
  const program = await programOf(path.join(__dirname, 'recording', file));
  const launch = launchOf(program, interpreter, recorders, limits);
  const plain: Launch = { ...launch, args: [program.path], env: process.env };
  const times = { plain: [] as number[], recorded: [] as number[] };
  const sizes: number[] = [];
  let wire = Buffer.alloc(0);
  const runPlain = async (): Promise<void> => {
    times.plain.push((await run(plain, program.cwd)).printed);
  };
  const runRecorded = async (): Promise<void> => {
    const recorded = await run(launch, program.cwd);
    times.recorded.push(recorded.printed);
    sizes.push(recorded.wire.length);
    wire = recorded.wire;
  };
  const begin = performance.now();
  for (
    let pair = 0;
    pair < pairs.least || (pair < pairs.most && performance.now() - begin < pairs.ms);
    pair++
  ) {
    // Either is the first of a pair in turn, so that a machine that becomes slower or faster favours neither.
    const order = pair % 2 === 0 ? [runPlain, runRecorded] : [runRecorded, runPlain];
    for (const each of order) await each();
  }
  const { events, ms, dropped } = decode(launch, wire);
  const [first = 0, second = 0] = sizes;
  if (dropped > 0) console.log(`${about}: ${dropped} events were left out`);
  return [
    {
      name: about,
      value: median(times.recorded),
      unit: 'ms',
      against: {
        name: 'plain',
        value: median(times.plain),
        ratios: times.plain.map((ms, pair) => (times.recorded[pair] ?? Number.NaN) / ms),
      },
      aim,
    },
    ...(events < 100_000
      ? []
      : ([
          { name: '  an event on the wire', value: wire.length / events, unit: 'bytes', aim: 25 },
          { name: '  a million events decoded', value: (ms / events) * 1e6, unit: 'ms', aim: 1000 },
          {
            name: '  a second recording',
            value: second,
            unit: 'bytes',
            against: { name: 'the first', value: first },
            aim: 1.03,
          },
        ] as const)),
  ];
}

/** The memory of a recorded program that does four times as much, against that which does it once. */
async function memory(interpreter: string, name: string): Promise<Measurement> {
  const file = path.join(__dirname, 'recording', name);
  const bytes = async (rounds: number): Promise<number> => {
    const program = await programOf(file, { args: [String(rounds)] });
    const { printed } = await run(launchOf(program, interpreter, recorders, limits), program.cwd);
    return printed;
  };
  const [once, fourTimes] = [await bytes(50), await bytes(200)];
  return {
    name: 'memory of a recorded program, four times the events',
    value: fourTimes,
    unit: 'bytes',
    against: { name: 'once', value: once },
    aim: 1.2,
  };
}

/** How long the trace of a recording takes, and how many events it has; the best of three. */
function decode(launch: Launch, wire: Buffer): { events: number; ms: number; dropped: number } {
  let best = { events: 0, ms: Infinity, dropped: 0 };
  for (let turn = 0; turn < 3; turn++) {
    const writer = new TraceWriter();
    const decoder = launch.decoder(writer);
    const begin = performance.now();
    for (const payload of new FrameReader().read(wire)) decoder.read(payload);
    decoder.end();
    const ms = performance.now() - begin;
    if (ms < best.ms) best = { events: writer.events.length, ms, dropped: decoder.dropped };
  }
  return best;
}

/** Measured with other programs of these kinds and on another machine, and VizTracer what it says of itself. */
const beside = {
  python: [
    'a throw-away prototype of this recorder: CPU-heavy code 0.9 to 1.2, clients 1.6 to 1.9, sleep(0) 2.6 to 4.2.',
    'VizTracer 1.1.1 with --log_async: clients 1.6 to 2.1, sleep(0) 2.3 to 3.4, 9 to 37 with its saving; its documentation says up to 4.',
  ],
  node: [
    'a throw-away prototype of this recorder: CPU-heavy code 1.12, HTTP requests 1.56, promises 5.6.',
    'async_hooks with promises, and nothing else: promises 7.0. The inspector’s async stacks: 13.',
  ],
} as const;

/** One group for each interpreter that is there. */
export const recordings: readonly Bench[] = [
  ...findPythons('3.11').map(({ version, path: interpreter }) => ({
    name: `Recording Python ${version}`,
    beside: beside.python,
    run: async () => [...(await all(interpreter, python)), await memory(interpreter, 'memory.py')],
  })),
  ...findNodes().nodes.map(({ version, path: interpreter }) => ({
    name: `Recording Node ${version}`,
    beside: beside.node,
    run: async () => [...(await all(interpreter, node)), await memory(interpreter, 'memory.mjs')],
  })),
];

async function all(
  interpreter: string,
  programs: readonly Program[],
): Promise<readonly Measurement[]> {
  const measurements: Measurement[] = [];
  for (const program of programs) measurements.push(...(await measure(interpreter, program)));
  return measurements;
}
