import assert from 'node:assert/strict';
import { explainLast } from '../../support/explanations';
import { checkLast } from './explainedTrees';

/** `f` with this body, and an await of a call of it. */
function calling(...lines: readonly string[]): string {
  return `async function f(x, q) {\n${lines.join('\n')}\n}\nasync function g() { await f(1, 2); }\n`;
}

const wait = 'await fetch(q);';

/** What is said of a call of a function, by how its statements lead to a wait. */
const ways: Readonly<Record<string, readonly [says: RegExp, ...body: string[]]>> = {
  'a branch is missing': [/may wait for/, `if (x) ${wait}`],
  'a branch returns before': [/may wait for/, 'if (x) return;', wait],
  'an error is thrown before': [/it waits for/, 'if (x) throw new Error();', wait],
  'what is thrown before is caught': [
    /may wait for/,
    `try { if (x) throw new Error(); ${wait} } catch { return; }`,
  ],
  'an error of what is called before is caught': [
    /may wait for/,
    `try { q = JSON.parse(x); ${wait} } catch { return; }`,
  ],
  'what only prints comes before in a block whose errors are caught': [
    /it waits for/,
    `try { console.log(x); ${wait} } catch { return; }`,
  ],
  'an error of what is called before is caught, and that waits': [
    /whichever way/,
    `try { q = JSON.parse(x); ${wait} } catch { await fetch(x); }`,
  ],
  'what catches the error of a wait comes after it': [
    /it waits for/,
    `try { ${wait} } catch { return; }`,
  ],
  'a wait comes after both branches': [/it waits for/, `if (x) q = 1; else q = 2;`, wait],
  'both sides of a choice wait': [/whichever way/, `return x ? await fetch(q) : await fetch(x);`],
  'the right side of || waits': [/may wait for/, `return x || await fetch(q);`],
  'the right side of ??= waits': [/may wait for/, `x ??= await fetch(q);`],
  'the left side of || waits': [/it waits for/, `return await fetch(q) || x;`],
  'an argument behind ?. waits': [/may wait for/, `x?.run(await fetch(q));`],
  'the call that is awaited may be left out': [
    /may wait for/,
    'const h = { get: async () => { await fetch(q); } }; await h?.get();',
  ],
  'the last case falls to the default': [
    /it waits for/,
    `switch (x) { case 1: q++; default: ${wait} }`,
  ],
  'a case breaks before the default': [
    /may wait for/,
    `switch (x) { case 1: break; default: ${wait} }`,
  ],
  'no case may fit': [/may wait for/, `switch (x) { case 1: ${wait} }`],
  'a loop need not be entered': [/may wait for/, `for (const y of x) ${wait}`],
  'a loop counts from one number to another': [
    /it waits for/,
    `for (let n = 0; n < 3; n++) ${wait}`,
  ],
  'a loop counts down': [/it waits for/, `for (let n = 3; n >= 1; n--) { ${wait} if (x) break; }`],
  'a loop is left before its first wait': [
    /may wait for/,
    `for (let n = 0; n < 3; n++) { if (x) break; ${wait} }`,
  ],
  'a loop counts to what is not known': [/may wait for/, `for (let n = 0; n < x; n++) ${wait}`],
  'a loop asks for another name than it counts': [
    /may wait for/,
    `for (let n = 0; x < 3; n++) ${wait}`,
  ],
  'a loop goes through what is written out': [/it waits for/, `for (const y of [1, 2]) ${wait}`],
  'a loop goes through what may be empty': [/may wait for/, `for (const y of [...x]) ${wait}`],
  'a loop without an end waits': [/it waits for/, `for (;;) { ${wait} if (x) break; }`],
  'a loop without an end is left before': [
    /may wait for/,
    `while (true) { if (x) break; ${wait} }`,
  ],
  'a loop without an end goes round until it waits': [
    /it waits for/,
    `while (true) { if (x--) continue; return ${wait} }`,
  ],
  'a loop is left by its label': [
    /may wait for/,
    `outer: for (;;) { for (;;) { if (x) break outer; ${wait} } }`,
  ],
  'the body of do comes first': [/it waits for/, `do { ${wait} } while (x);`],
  'finally waits': [/it waits for/, `try { if (x) return 1; } finally { ${wait} }`],
  'a function inside returns': [/it waits for/, `const h = () => { return 1; }; if (x) h();`, wait],
};

describe('whether each way through a function of JavaScript waits', () => {
  for (const [title, [says, ...body]] of Object.entries(ways)) {
    it(`says so where ${title}`, async () => {
      const { summary } = await explainLast('javascript', calling(...body));
      assert.match(summary, says);
    });
  }

  checkLast('javascript', {
    'names both of two places that it comes to': [
      calling('if (x) return await fetch(q);', 'return await (await import("x")).default;').replace(
        '(await import("x")).default',
        'import("node:fs")',
      ),
      {
        lens: 'runs f(), which waits at line 2 or line 3',
      },
    ],
    'names what each run comes to, and not what most pass by': [
      `async function connect(x) { if (x.isOpen) return; await import("node:net"); }\n${calling('await connect(x);', wait)}`,
      {
        summary: 'Runs f() and waits for its end; at line 4 it waits for the HTTP response from 2.',
      },
    ],
    'names what is waited for in a branch before what others need not wait for at all': [
      `async function pack(x) { if (x) await import("node:zlib"); }
async function f(x, q) { const sent = x ? pack(q) : null; await sent; if (x) return; await fetch(q); }
async function g() { await f(1, 2); }
`,
      {
        summary:
          'Runs f() and waits for its end; at line 2 it may wait for the HTTP response from 2.',
      },
    ],
    'names what is not known before what is only waited for after an error': [
      `async function f(h, q) { try { await h(); } catch (e) { if (e.code) await fetch(q); throw e; } }\nasync function g(h) { await f(h, 2); }\n`,
      {
        summary:
          'Runs f() and waits for its end; at line 1 it may wait for something not known here.',
      },
    ],
    'names what is known before what may be something else': [
      `async function f(x, h, q) { await (x ? h() : fetch(q)); await import("node:net"); }\nasync function g(h) { await f(1, h, 2); }\n`,
      {
        summary: 'Runs f() and waits for its end; at line 1 it waits for module node:net to load.',
      },
    ],
  });
});
