import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { decodeTrace } from '../../../../src/core/trace/decode';
import { assertTraceHolds, walkThroughText } from '../../../support/walkthroughs';

/** Programs and what a real Node printed; recorded by test/conformance/bless-walkthroughs.ts. */
const folder = path.join(__dirname, '../../../fixtures/walkthrough/javascript');

interface Recorded {
  /** The oldest major version of Node that prints this. */
  readonly node: number;
  readonly stdout: readonly string[];
}

const major = Number(process.versions.node.split('.')[0]);

describe('JavaScript programs walk through as Node runs them', () => {
  for (const file of readdirSync(folder).filter((name) => !name.endsWith('.json'))) {
    it(file, async () => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const recorded = JSON.parse(
        readFileSync(path.join(folder, file.replace(/\.\w+$/, '.json')), 'utf8'),
      ) as Recorded;
      const trace = await walkThroughText(text, file);
      assert.deepEqual(trace.stdout, recorded.stdout);
      assertTraceHolds(trace);
      assert.deepEqual(decodeTrace(JSON.parse(JSON.stringify(trace))).problems, undefined);
      // Without timers the running Node must print the same at any load.
      if (trace.endMs > 0 || file.endsWith('.ts') || major < recorded.node) return;
      const real = spawnSync(process.execPath, [path.join(folder, file)], {
        encoding: 'utf8',
        env: { TZ: 'UTC' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      assert.deepEqual(real.stdout.trimEnd().split('\n'), recorded.stdout);
    });
  }

  it('says that a port which nobody closes keeps the program waiting', async () => {
    const text = `process.on('exit', () => console.log('exit'));
const { port1, port2 } = new MessageChannel();
port1.on('message', (message) => console.log(message));
port2.postMessage('hello');`;
    const trace = await walkThroughText(text, 'waiting.mjs');
    assert.deepEqual(trace.stdout, ['hello']);
    const warnings = trace.events.filter((event) => event.kind === 'warn');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]?.text ?? '', /MessagePort/);
    assertTraceHolds(trace);
  });

  it('takes what it does not follow of a module as unknown, not as absent', async () => {
    const text = `import { getSystemErrorName } from 'node:util';
console.log(getSystemErrorName(-2));
console.log('end');`;
    const trace = await walkThroughText(text, 'util.mjs');
    assert.deepEqual(trace.stdout, ['⟨util.getSystemErrorName()⟩', 'end']);
    assert.deepEqual(
      trace.assumptions.map(({ kind }) => kind),
      ['unsupported'],
    );
  });

  it('assumes that the events of what it does not follow come, and that functions made of that give something', async () => {
    const text = `import { execFile, spawn } from 'node:child_process';
import { once, on } from 'node:events';
import { promisify } from 'node:util';
await promisify(execFile)('ls');
const child = spawn('ls');
for await (const [chunk] of on(child, 'data')) console.log('some');
const [code] = await once(child, 'close');
console.log('closed');`;
    const trace = await walkThroughText(text, 'child.mjs');
    assert.deepEqual(trace.stdout, ['some', 'some', 'closed']);
    assert.equal(trace.assumptions.at(-1)?.subject, 'the close event of child');
    assertTraceHolds(trace);
  });

  it('prints a question where the program has it printed', async () => {
    const text = `import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
const [first, second] = [new PassThrough(), new PassThrough()];
const silent = createInterface({ input: first, output: new PassThrough() });
const loud = createInterface({ input: second, output: process.stdout });
setTimeout(() => first.write('a\\n'), 5);
setTimeout(() => second.end('b\\n'), 9);
console.log(await silent.question('unseen? '));
console.log(await loud.question('seen? '));
silent.close();`;
    const trace = await walkThroughText(text, 'ask.mjs');
    assert.deepEqual(trace.stdout, ['a', 'seen? b']);
  });

  it('knows the text that the program makes a response of', async () => {
    const text = "console.log(await new Response('made here').text());";
    assert.deepEqual((await walkThroughText(text, 'made.mjs')).stdout, ['made here']);
  });

  it('leaves what a transfer moves unknown', async () => {
    const text = `const { port1, port2 } = new MessageChannel();
port1.onmessage = ({ data }) => { console.log(data); port1.close(); };
port2.postMessage('moved', [new MessageChannel().port1]);`;
    const trace = await walkThroughText(text, 'transfer.mjs');
    assert.deepEqual(trace.stdout, ['⟨message⟩']);
    assert.deepEqual(
      trace.assumptions.map(({ kind }) => kind),
      ['unsupported'],
    );
  });
});
