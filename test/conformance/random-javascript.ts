import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { walkThroughText } from '../support/walkthroughs';
import type { RandomProgram } from './random-javascript-programs';
import { randomProgram } from './random-javascript-programs';

/*
 * `npm run check:random:javascript [COUNT] [SEED] [NODE]`: random programs, walked through and run by a real Node. Prints how far it
 * is, how many agree, and the smallest program that does not.
 */

const [count = '200', seed = String(Date.now() % 1e9), node = process.execPath] =
  process.argv.slice(2);
const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-random-'));

const major = Number(
  /v(\d+)/.exec(spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout)?.[1],
);

function run({ text, module }: RandomProgram): string[] {
  const file = path.join(folder, module ? 'program.mjs' : 'program.cjs');
  writeFileSync(file, text);
  const { stdout } = spawnSync(node, [file], { encoding: 'utf8', timeout: 20_000 });
  return stdout.trimEnd().split('\n');
}

/** How often a program is run until no timer is late: a busy machine can be. */
const runs = 20;
let skipped = 0;
let repeated = 0;
/** Programs for which the machine was always too slow. */
let late = 0;
let tried = 0;

/** After how many programs the check says how far it is. */
const stride = 50;
const started = Date.now();

/** Says now and then how far the check is, so that a long series on a slow machine is not taken for one that hangs. */
function progress(): void {
  if (++tried % stride > 0) return;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${tried} programs after ${seconds} s; ${late} never ran in time`);
}

async function agrees(program: RandomProgram): Promise<boolean> {
  progress();
  if (program.node > major) {
    skipped++;
    return true;
  }
  const trace = await walkThroughText(program.text, program.module ? 'program.mjs' : 'program.cjs');
  const ours = trace.stdout.join('\n');
  for (let n = 0; n < runs; n++) {
    const real = run(program).join('\n');
    if (real === 'late') continue;
    if (n > 0) repeated++;
    if (ours === real) return true;
    last = `real ${real}\nours ${ours}\n${program.text}`;
    return false;
  }
  late++;
  return true;
}

let last = '';

async function main(): Promise<void> {
  const options = { numRuns: Number(count), seed: Number(seed), endOnFailure: false };
  const result = await fc.check(fc.asyncProperty(randomProgram, agrees), options);
  rmSync(folder, { recursive: true });
  if (!result.failed) {
    console.log(
      `${result.numRuns - skipped - late} random programs agree with Node ${major} (seed ${seed}); ${skipped} need a newer Node, ${repeated} were run again, ${late} never ran in time`,
    );
    return;
  }
  console.log(
    `differs after ${result.numRuns} programs (seed ${seed}, ${result.numShrinks} times made smaller)`,
  );
  console.log(last);
  process.exitCode = 1;
}

void main();
