import assert from 'node:assert/strict';
import type { Grammar } from '../../../src/core/language';
import { mask } from '../../../src/core/syntax/mask';

/** Each text, and what the parser is to read where that is another. */
const cases: readonly (readonly [Grammar, text: string, masked?: string])[] = [
  ['python', 'a\rb\r\nc\n', 'a\nb\r\nc\n'],
  ['python', '%time await x', 'pass ;await x'],
  ['python', '  %timeit -n 3 -r1 r = await x', '  pass            ;r = await x'],
  ['python', 'y = %time await x', 'y =       await x'],
  ['python', '%%time\nawait x', 'pass#e\nawait x'],
  [
    'python',
    '!pip install x\n%pip install -q x\n%cd /tmp',
    'pass#install x\npass#install -q x\npass#tmp',
  ],
  ['python', '(a\n%time\n  %time - b\n%b(c)\n%time and d\n!= e)'],
  ['python', "f'''{x\n!r:>10}'''\n'%time' % x\n'%s %d' % (a, b)"],
  ['typescript', 'using x = f();', 'const x = f();'],
  ['typescript', 'await  using x = f();', 'const        x = f();'],
  ['javascript', 'for (await using x of y)', 'for (const       x of y)'],
  ['javascript', 'for (using of of)'],
  ['typescript', 'using in x; using as T; using instanceof T; using\nx; using(x); a.using x'],
  ['typescript', 'using as = f()', 'const as = f()'],
  ['javascript', 'class A { static accessor #x = 1 }', 'class A { static          #x = 1 }'],
  ['javascript', 'for (const accessor of list); accessor in x; accessor()'],
  ['typescript', 'class A { accessor x = 1 }'],
  ['tsx', 'await a.b!<T, { c: U[] }>(d)', `await a.b!${' '.repeat('<T, { c: U[] }>'.length)}(d)`],
  ['typescript', 'await f<() => void>(x)', `await f${' '.repeat('<() => void>'.length)}(x)`],
  ['typescript', 'await a < b; await a<b; f<T>(x); await f<T>; await f<\nT>(x)'],
  ['typescript', 'x = await; f(await); await = 1', 'x = Await; f(Await); Await = 1'],
  ['typescript', 'await (x); await [x]; await .5; await x; a.await; await\n)'],
];

describe('mask', () => {
  for (const [grammar, text, masked = text] of cases) {
    it(`${grammar}: ${JSON.stringify(text)}`, () => {
      assert.equal(mask(grammar, text), masked);
      assert.equal(masked.length, text.length);
    });
  }
});
