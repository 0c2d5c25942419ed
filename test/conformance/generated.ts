import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNodes } from '../support/nodes';
import { findPythons } from '../support/pythons';
import { javascriptGrammar } from './generated-javascript';
import { pythonGrammar } from './generated-python';
import { programOf } from './templates';
import { judge, judgeByNode, testimonies } from './witness';

/*
 * `npm run check:generated [COUNT] [SEED]`: generated programs of Python, and half as many of JavaScript, whose awaits are held against
 * their explanations. CPython says what never suspends and did, what always does and did not, what waits at one line and did at another;
 * Node, by its recording, what is over at once and took a turn of the event loop, or the reverse, and at which lines calls waited. The
 * programs are kept in a folder.
 */

/** How many functions and classes a program has. */
const definitions = 6;

function programs(
  grammar: typeof pythonGrammar,
  ending: string,
  count: number,
  seed: number,
): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-generated-'));
  return Array.from({ length: count }, (_, index) => {
    const file = path.join(folder, `program${index}${ending}`);
    writeFileSync(file, programOf(grammar, definitions, seed + index));
    return file;
  });
}

class Count {
  private places = 0;
  private wrong = 0;

  add({ places, contradictions }: Awaited<ReturnType<typeof judge>>): void {
    this.places += places;
    this.wrong += contradictions.length;
    for (const line of contradictions) console.log(line);
  }

  tell(seed: number, [first = '', ...others]: readonly string[], judgeName: string): void {
    const count = first === '' ? 0 : others.length + 1;
    console.log(
      `seed ${seed}: ${count} programs in ${path.dirname(first)}, ${this.places} awaits seen by ${judgeName}, ${this.wrong} contradictions`,
    );
    if (this.wrong > 0) process.exitCode = 1;
  }
}

async function main(count: number, seed: number): Promise<void> {
  const python = findPythons('3.12').at(-1);
  if (python) {
    const files = programs(pythonGrammar, '.py', count, seed);
    const found = new Count();
    let at = 0;
    for await (const testimony of testimonies(python.path, files))
      found.add(await judge(files[at++] ?? '', testimony));
    found.tell(seed, files, `CPython ${python.version}`);
  } else console.log('There is no CPython from 3.12 on.');
  const [node] = findNodes().nodes;
  if (!node) return;
  const files = programs(javascriptGrammar, '.mjs', Math.ceil(count / 2), seed);
  const found = new Count();
  for (const file of files) found.add(await judgeByNode(file, node.path));
  found.tell(seed, files, `Node ${node.version}`);
}

const [count = '120', seed = String(Date.now() % 1e6)] = process.argv.slice(2);
void main(Number(count), Number(seed));
