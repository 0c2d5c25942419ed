/**
 * A blocking call freezes everyone: a long computation keeps the thread that the event loop needs for the clock.
 * Look at: the clock is due every 200 ms and comes late; the repaired twin of this sample shows the way out.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function clock(): Promise<void> {
  for (let tick = 1; tick < 5; tick++) {
    await sleep(200);
    console.log(`tick ${tick}`);
  }
}

/** No await in here: nothing else can run. */
function resizePicture(): string {
  const end = Date.now() + 700;
  while (Date.now() < end);
  return 'small picture';
}

async function upload(): Promise<void> {
  await sleep(300);
  console.log('resizing');
  const picture = resizePicture();
  console.log(`uploaded the ${picture}`);
}

async function main(): Promise<void> {
  await Promise.all([clock(), upload()]);
}

main();

export {};
