import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { assertTraceHolds, walkThroughText } from '../../../support/walkthroughs';

const shop = `
import { connect } from 'somewhere';
import { setTimeout as sleep } from 'node:timers/promises';

console.log('module code runs');
const limit = 3;
const client = connect(process.env.URL);
const started = await sleep(5);

export class Shop {
  orders = [];
  constructor(name, size = limit) { this.name = name; this.size = size; }
  async order(drink, count = 2) {
    console.log(\`\${this.name}: \${count} \${drink} of \${this.size}\`);
    await sleep(50);
    this.orders.push(drink);
    return this.orders.length;
  }
  static async open() { return new this('opened').name; }
  #close() { return 'closed'; }
}

export const brew = async (cups) => {
  for (const cup of cups) await client.pour(cup);
  return started;
};

function outer(first) {
  async function inner(second) {
    await null;
    console.log(first, second);
  }
  return inner;
}

main();
async function main() { console.log('main', limit); }
`;

describe('A walkthrough that starts at a function', () => {
  it('takes parameters as unknowns named after themselves, and defaults where given', async () => {
    const trace = await walkThroughText(shop, 'shop.mjs', 'Shop.order');
    assert.deepEqual(trace.stdout, ['⟨name⟩: 2 ⟨drink⟩ of 3']);
    assert.equal(trace.endMs, 50);
    assert.equal(trace.tasks[0]?.function, 'Shop.order');
    assertTraceHolds(trace);
  });

  it('does not run what the module itself would start', async () => {
    const trace = await walkThroughText(shop, 'shop.mjs', 'main');
    assert.deepEqual(trace.stdout, ['main 3']);
    assert.equal(trace.tasks.length, 1);
  });

  it('runs static and private methods', async () => {
    const opened = await walkThroughText(shop, 'shop.mjs', 'Shop.open');
    assert.deepEqual(
      opened.events
        .filter(({ kind }) => kind === 'end')
        .map((event) => 'value' in event && event.value),
      ["'opened'"],
    );
    const closed = await walkThroughText(shop, 'shop.mjs', 'Shop.#close');
    assert.equal(
      closed.events.some((event) => event.kind === 'end' && event.value === "'closed'"),
      true,
    );
  });

  it('assumes a few turns of a loop over an unknown, and a time for calls that it does not know', async () => {
    const trace = await walkThroughText(shop, 'shop.mjs', 'brew');
    assert.equal(trace.endMs, 200);
    assert.deepEqual(
      trace.assumptions.map(({ kind }) => kind),
      ['loop', 'duration'],
    );
    const end = trace.events.find((event) => event.kind === 'end');
    assert.equal(end?.kind === 'end' && end.value, '⟨started⟩');
  });

  it('takes what encloses a nested function as unknown', async () => {
    const trace = await walkThroughText(shop, 'shop.mjs', 'outer.inner');
    assert.deepEqual(trace.stdout, ['⟨first⟩ ⟨second⟩']);
  });
});

describe('What cannot be known', () => {
  it('takes the plausible branch and says so where it does', async () => {
    const trace = await walkThroughText(
      `async function load(id) {
        const response = await fetch('https://example.com/' + id);
        if (!response.headers.get('etag')) throw new Error('no tag');
        const body = await response.json();
        console.log(\`\${body.items.length} items, \${body.next ?? 'none'}\`);
        return body;
      }`,
      'load.mjs',
      'load',
    );
    assert.deepEqual(trace.stdout, ['⟨body.items.length⟩ items, ⟨body.next⟩']);
    assert.deepEqual(
      trace.assumptions.map(({ kind, line, value }) => [kind, line, value]),
      [
        ['duration', 2, 100],
        ['value', 2, null],
        ['branch', 3, 0],
        ['duration', 4, 100],
      ],
    );
    const suspends = trace.events.filter((event) => event.kind === 'suspend');
    assert.deepEqual(
      suspends.map(({ waitsFor, watches }) => [waitsFor, watches.length]),
      [
        ['network', 1],
        ['network', 1],
      ],
    );
  });

  it('never throws on broken or unsupported source', async () => {
    for (const text of [
      'const a = ;',
      'class { async *',
      'await (',
      'x = <div>{await y}</div>',
      'with (a) { b }',
      '`${',
      'import',
    ]) {
      assertTraceHolds(await walkThroughText(text, 'broken.js'));
    }
  });
});

describe('Limits', () => {
  it('cuts a program that never ends, and says so', async () => {
    for (const text of [
      'setInterval(() => {}, 1)',
      'async function f() { await null; f(); } f()',
      'process.nextTick(function again() { process.nextTick(again); })',
      'for (;;);',
    ]) {
      const trace = await walkThroughText(text, 'endless.js');
      assert.equal(trace.assumptions.at(-1)?.kind, 'limit', text);
      assert.equal(trace.dropped, 1);
    }
  });

  it('lets time pass for code that asks over and over whether it has, as in Node', async () => {
    const text = `
      let ready = false;
      setTimeout(() => console.log('timer', (ready = true)), 50);
      (async () => {
        while (!ready) await new Promise(setImmediate);
        const start = performance.now();
        while (performance.now() - start < 30) await new Promise((turn) => setImmediate(turn));
        console.log(Math.round((performance.now() - start) / 10), Number.isInteger(Date.now()));
      })();
    `;
    const trace = await walkThroughText(text, 'turns.js');
    assert.equal(trace.endMs, 80);
    const printed = execFileSync(process.execPath, ['-e', text], { encoding: 'utf8' });
    assert.equal(trace.stdout.join('\n') + '\n', printed);
  });

  it('lets a busy loop wait for virtual time, as one block', async () => {
    const trace = await walkThroughText(
      `const end = Date.now() + 300; while (Date.now() < end); console.log('done');`,
    );
    assert.deepEqual(trace.stdout, ['done']);
    assert.equal(trace.endMs, 300);
    assert.deepEqual(
      trace.events.filter((event) => event.kind === 'block').map(({ ms }) => ms),
      [300],
    );
  });
});

describe('What a suspended async call waits for', () => {
  const waits = async (text: string) =>
    (await walkThroughText(text)).events
      .filter((event) => event.kind === 'suspend')
      .map(({ waitsFor, detail, watches, tasks }) => ({
        waitsFor,
        detail,
        watches: watches.length,
        tasks: tasks.length,
      }));

  it('follows a promise back to its timer, its async call or its members', async () => {
    assert.deepEqual(
      await waits(
        `const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); await sleep(1500).then(() => 1);`,
      ),
      [{ waitsFor: 'timer', detail: '1.5 s', watches: 1, tasks: 0 }],
    );
    const nested = await waits(
      `import { setTimeout } from 'node:timers/promises';
       const work = async () => { await setTimeout(20); };
       await Promise.all([work(), work(), setTimeout(5)]);
       await work();`,
    );
    assert.deepEqual(
      nested.map(({ waitsFor, watches, tasks }) => [waitsFor, watches, tasks]),
      [
        ['timer', 1, 0],
        ['timer', 1, 0],
        ['tasks', 1, 2],
        ['timer', 1, 0],
        ['task', 0, 1],
      ],
    );
  });

  it('takes what it does not follow of a module as unknown, not as absent', async () => {
    const trace = await walkThroughText(`
      import crypto, { scryptSync } from 'node:crypto';
      import { machine } from 'node:os';
      console.log(scryptSync('a', 'b', 8), machine(), typeof crypto.randomUUID());
      console.log(await globalThis.crypto.subtle.digest('SHA-256', new Uint8Array(1)));`);
    assert.deepEqual(trace.stdout, [
      '⟨crypto.scryptSync()⟩ ⟨os.machine()⟩ string',
      '⟨await crypto.subtle.digest()⟩',
    ]);
  });
});
