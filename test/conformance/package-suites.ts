import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findNodes } from '../support/nodes';
import { difference, runPlain, runRecorded } from '../support/run-node';
import type { Ran } from '../support/run-node';

/**
 * The packages whose own tests run with and without the recorder. Their tests come with the package; what the tests need is
 * pinned with them in `suites/package-lock.json`.
 */
const packages = ['avvio', 'fastq', 'light-my-request'] as const;

/**
 * How often a file is run both ways before it counts as different. Some tests give timers ten milliseconds, and fail without
 * the recorder too where the loop is late: "nested timeout do not crash" of avvio's `plugin-timeout.test.js`, where two are due
 * in one turn.
 */
const tries = 4;

/** They are copied out of `node_modules`, as no library's code is instrumented, and find there what they require. */
const folder = path.join(__dirname, '../../.cache/suites');

/** Runs every file of the packages' own tests plain and recorded, on each Node, and prints how many did the same. */
export async function packageSuites(): Promise<void> {
  const versions = install();
  const { nodes, missing } = findNodes();
  if (missing.length > 0)
    console.log(`Not tested, as they are not there: Node ${missing.join(', ')}`);
  const rows: string[] = [];
  for (const { path: node, version } of nodes)
    for (const name of packages) {
      const cwd = path.join(folder, name);
      const files = testsIn(path.join(cwd, 'test'));
      const passed = { plain: 0, recorded: 0 };
      let same = 0;
      for (const file of files) {
        const title = `${name} ${path.basename(file)} on Node ${version}`;
        let pair = await runBoth(node, file, cwd);
        for (let again = 1; again < tries && pair.different !== null; again++) {
          console.log(`${title}, tried once more: ${pair.different}`);
          pair = await runBoth(node, file, cwd);
        }
        if (pair.different === null) same++;
        else console.log(`${title}, the last time too: ${pair.different}`);
        passed.plain += pair.plain.status === 0 ? 1 : 0;
        passed.recorded += pair.recorded.status === 0 ? 1 : 0;
      }
      if (same < files.length) process.exitCode = 1;
      rows.push(
        `| ${version} | ${name} ${versions[name] ?? ''} | ${files.length} | ${passed.plain} | ${passed.recorded} | ${same} |`,
      );
      console.log(rows.at(-1));
    }
  console.log(
    [
      '| Node | package | files of tests | pass | pass recorded | the same |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  );
}

async function runBoth(
  node: string,
  file: string,
  cwd: string,
): Promise<{ plain: Ran; recorded: Ran; different: string | null }> {
  const plain = await runPlain(node, file, { cwd });
  const recorded = await runRecorded(node, file, { cwd });
  const different =
    recorded.wire.length === 0
      ? 'nothing was recorded'
      : difference(normalised(plain), normalised(recorded));
  return { plain, recorded, different };
}

/** Installs what the lock file pins, once, and gives the pinned versions. No script of any package is run. */
function install(): Readonly<Record<string, string>> {
  const pinned = path.join(__dirname, 'suites');
  const done = path.join(folder, 'package-lock.json');
  const lock = readFileSync(path.join(pinned, 'package-lock.json'), 'utf8');
  if (!existsSync(done) || readFileSync(done, 'utf8') !== lock) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    cpSync(path.join(pinned, 'package.json'), path.join(folder, 'package.json'));
    cpSync(path.join(pinned, 'package-lock.json'), done);
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund'];
    execFileSync('npm', ['ci', ...quiet], { cwd: folder, stdio: 'ignore' });
    for (const name of packages)
      cpSync(path.join(folder, 'node_modules', name), path.join(folder, name), { recursive: true });
  }
  const { dependencies } = JSON.parse(readFileSync(path.join(pinned, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return dependencies;
}

function testsIn(tests: string): string[] {
  return readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|[\\/])(test|promise|[\w-]+\.test)\.m?js$/.test(name))
    .map((name) => path.join(tests, name))
    .sort();
}

/** Without how long it took, which no two runs have in common. */
function normalised(ran: Ran): Ran {
  const without = (text: string): string =>
    text.replace(/(duration_ms:? )[\d.e-]+/g, '$1…').replace(/\([\d.]+ms\)/g, '(…)');
  return { ...ran, stdout: without(ran.stdout), stderr: without(ran.stderr) };
}
