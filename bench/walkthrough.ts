import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Trace } from '../src/core/trace/format';
import { languageIdOfFile } from '../src/core/language';
import { builtCore } from './built';
import type { Bench, Measurement } from './harness';
import { medianTimes } from './harness';

/** A program of either language, and the function that its panel would be opened on. */
interface Programs {
  readonly file: string;
  readonly typical: string;
  /** Many events of every kind. */
  readonly busy: string;
  /** As many calls at once as the loop is said to bear. */
  readonly many: string;
}

/** Two workers that pass items through a queue, over and over: many events of every kind. */
const busyPython = `
import asyncio

async def produce(queue):
    for number in range(5000):
        await queue.put(number)
    await queue.put(None)

async def consume(queue, lock):
    while (item := await queue.get()) is not None:
        async with lock:
            await asyncio.sleep(0)

async def main():
    queue = asyncio.Queue(4)
    await asyncio.gather(produce(queue), consume(queue, asyncio.Lock()))

asyncio.run(main())
`;

const manyTasks = `
import asyncio

async def visit(number):
    await asyncio.sleep(1)
    return number

async def main():
    print(sum(await asyncio.gather(*(visit(n) for n in range(10_000)))))

asyncio.run(main())
`;

/** Twenty workers that await small async functions over and over. */
const busyJavaScript = `
async function step(id, turn) {
  await null;
  return (id * turn) % 7;
}

async function worker(id) {
  let sum = 0;
  for (let turn = 0; turn < 400; turn++) sum += await step(id, turn);
  return sum;
}

console.log(await Promise.all(Array.from({ length: 20 }, (_, id) => worker(id))));
`;

const manyCalls = `
async function visit(number) {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  return number;
}

const all = await Promise.all(Array.from({ length: 10_000 }, (_, number) => visit(number)));
console.log(all.length);
`;

/** Enough for programs of any length. */
const maxEvents = 1_000_000;

/** Analyses a text and walks through it, as opening the panel does. */
async function open(
  { Analysis, walkThrough, reader }: Awaited<ReturnType<typeof builtCore>>,
  text: string,
  file: string,
  name: string | null,
): Promise<Trace> {
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', text);
  const entry =
    name === null ? ({ kind: 'module' } as const) : ({ kind: 'function', name } as const);
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry,
    file,
    maxEvents,
  });
  analysis.dispose();
  if ('problem' in walkthrough) throw new Error(walkthrough.problem);
  return walkthrough.trace;
}

async function measure({ file, typical, busy, many }: Programs): Promise<readonly Measurement[]> {
  const core = await builtCore();
  const { events } = await open(core, busy, file, null);
  const times = await medianTimes(
    {
      typical: () => open(core, typical, file, 'main'),
      busy: () => open(core, busy, file, null),
      many: () => open(core, many, file, null),
    },
    { runs: 5, warmUps: 2 },
  );
  return [
    { name: 'the coffee shop’s main', value: times.typical, unit: 'ms', aim: 50 },
    {
      name: `200,000 events, from ${events.length.toLocaleString('en')}`,
      value: (times.busy * 200_000) / events.length,
      unit: 'ms',
      aim: 1000,
    },
    { name: '10,000 tasks', value: times.many, unit: 'ms', aim: 2000 },
  ];
}

function sample(name: string): string {
  return readFileSync(path.resolve(__dirname, '../samples', name), 'utf8');
}

/** From a text to its trace, parsing included. */
export const walkthroughs: readonly Bench[] = [
  {
    name: 'Walkthroughs of Python',
    run: () =>
      measure({
        file: 'bench.py',
        typical: sample('python/coffee_shop.py'),
        busy: busyPython,
        many: manyTasks,
      }),
  },
  {
    name: 'Walkthroughs of JavaScript and TypeScript',
    run: () =>
      measure({
        file: 'bench.mts',
        typical: sample('typescript/coffee-shop.ts'),
        busy: busyJavaScript,
        many: manyCalls,
      }),
  },
];
