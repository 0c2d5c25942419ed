/**
 * A worker pool: two workers share a queue of five jobs, and whoever is free takes the next one.
 * Look at: main is suspended until both workers have found the queue empty.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const jobs: [job: string, ms: number][] = [
  ['wash', 500],
  ['cut', 200],
  ['boil', 600],
  ['serve', 100],
  ['pay', 400],
];

async function worker(name: string): Promise<void> {
  // Taking a job needs no lock: nothing else can run between two awaits.
  for (let next = jobs.shift(); next !== undefined; next = jobs.shift()) {
    const [job, ms] = next;
    console.log(`${name} starts ${job}`);
    await sleep(ms); // the job itself
    console.log(`${name} has done ${job}`);
  }
}

async function main(): Promise<void> {
  await Promise.all([worker('left'), worker('right')]);
  console.log('all done');
}

main();

export {};
