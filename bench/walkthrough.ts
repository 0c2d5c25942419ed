import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../src/core/analysis';
import { walkThrough } from '../src/core/simulate/walkthrough';
import type { Trace } from '../src/core/trace/format';
import { reader } from '../test/support/syntax';
import type { Bench, Measurement } from './harness';
import { medianTimes } from './harness';

/** Two workers that pass items through a queue, over and over: many events of every kind. */
const busy = `
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

/** Enough for programs of any length. */
const maxEvents = 1_000_000;

/** Analyses a text and walks through it, as opening the panel does. */
async function open(text: string, name: string | null): Promise<Trace> {
  const analysis = await Analysis.open(reader, 'python', text);
  const entry =
    name === null ? ({ kind: 'module' } as const) : ({ kind: 'function', name } as const);
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry,
    file: 'bench.py',
    maxEvents,
  });
  analysis.dispose();
  if ('problem' in walkthrough) throw new Error(walkthrough.problem);
  return walkthrough.trace;
}

async function run(): Promise<readonly Measurement[]> {
  const sample = path.resolve(__dirname, '../samples/python/coffee_shop.py');
  const coffee = readFileSync(sample, 'utf8');
  const { events } = await open(busy, null);
  const times = await medianTimes(
    {
      typical: () => open(coffee, 'main'),
      busy: () => open(busy, null),
      many: () => open(manyTasks, null),
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

/** From a text to its trace, parsing included. */
export const walkthroughs: Bench = { name: 'Walkthroughs of Python', run };
