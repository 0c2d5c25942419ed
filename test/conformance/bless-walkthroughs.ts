/*
 * `tsx test/conformance/bless-walkthroughs.ts NODE…`: runs the programs of test/fixtures/walkthrough/javascript with real
 * Nodes, oldest first, and records what they printed: with the oldest that prints the same as the newest.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '../fixtures/walkthrough/javascript');
const nodes = process.argv.slice(2);

function run(node: string, file: string): string {
  return spawnSync(node, ['--no-warnings', path.join(folder, file)], {
    encoding: 'utf8',
    env: { TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
  }).stdout;
}

for (const file of readdirSync(folder)) {
  if (file.endsWith('.json')) continue;
  const newest = run(nodes.at(-1) ?? 'node', file);
  const oldest = nodes.find((node) => run(node, file) === newest) ?? nodes.at(-1) ?? 'node';
  const version = execFileSync(oldest, ['--version'], { encoding: 'utf8' });
  const major = Number(/\d+/.exec(version)?.[0]);
  const stdout = newest.split('\n');
  if (stdout.at(-1) === '') stdout.pop();
  const target = path.join(folder, file.replace(/\.\w+$/, '.json'));
  writeFileSync(target, `${JSON.stringify({ node: major, stdout }, null, 2)}\n`);
  console.log(`${file}: ${stdout.length} lines, as Node ${major}`);
}
