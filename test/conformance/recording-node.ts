import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findNodes } from '../support/nodes';
import type { NodeRuntime } from '../support/nodes';
import { difference, runPlain, runRecorded } from '../support/run-node';
import type { Ran } from '../support/run-node';
import { packageSuites } from './package-suites';

/*
 * `npm run check:recording:node [FOLDER…]`: whether programs do the same with and without the recorder, on every Node that
 * is there: standard output, standard error, exit status. Without folders: the fixtures, and the corpus if it is there.
 * `-- --suites` does the same with the own tests of three npm packages.
 */

const fixtures = path.join(__dirname, '../fixtures/recording/node');
const corpus = process.env.AWAIT_LENS_CORPUS ?? path.join(__dirname, '../../../shared/corpus');
const folders = process.argv.length > 2 ? process.argv.slice(2) : [fixtures, corpus];

/** A Node that runs no TypeScript has no plain run of it; the output that is known is the reference then. */
async function reference(node: NodeRuntime, file: string, options: object): Promise<Ran | null> {
  if (node.major >= 22 || !file.endsWith('ts')) return runPlain(node.path, file, options);
  const known = file.replace(/\.\w+$/, '.json');
  if (!existsSync(known)) return null;
  const { stdout } = JSON.parse(readFileSync(known, 'utf8')) as { stdout: string[] };
  return {
    stdout: stdout.map((line) => `${line}\n`).join(''),
    stderr: '',
    status: 0,
    signal: null,
  };
}

async function check(node: NodeRuntime, file: string): Promise<string | null | undefined> {
  const options = { args: ['first', '--second=2'], stdin: 'one\ntwo\n' };
  // Node 20's loader works in another way when it has hooks, and the stacks of its errors show that.
  if (node.major < 22 && path.basename(file).startsWith('missing-module.')) return undefined;
  const plain = await reference(node, file, options);
  if (plain === null) return undefined;
  const recorded = await runRecorded(node.path, file, options);
  if (recorded.wire.length === 0) return 'nothing was recorded';
  return difference(plain, recorded);
}

async function main(): Promise<void> {
  const { nodes, missing } = findNodes();
  if (missing.length > 0)
    console.log(`Not tested, as they are not there: Node ${missing.join(', ')}`);
  let failures = 0;
  for (const folder of folders.filter((name) => existsSync(name))) {
    const files = readdirSync(folder)
      .filter((name) => /\.[cm]?[jt]s$/.test(name) && !name.startsWith('_'))
      .map((name) => path.resolve(folder, name));
    for (const node of nodes) {
      let same = 0;
      let skipped = 0;
      for (const file of files) {
        const result = await check(node, file);
        if (result === null) same++;
        else if (result === undefined) skipped++;
        else {
          failures++;
          console.log(`${path.basename(file)} on Node ${node.version}: ${result}`);
        }
      }
      const without = skipped > 0 ? `, ${skipped} not compared` : '';
      console.log(
        `${path.basename(folder)} on Node ${node.version}: ${same} of ${files.length} the same${without}`,
      );
    }
  }
  process.exitCode = failures > 0 ? 1 : 0;
}

void (process.argv.includes('--suites') ? packageSuites() : main());
