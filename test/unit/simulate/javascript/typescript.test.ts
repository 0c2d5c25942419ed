import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import ts from 'typescript';
import { walkThroughText } from '../../../support/walkthroughs';

/** TypeScript that is more than types: what its own compiler makes of it, Node prints, and so does the walkthrough. */
const programs: Readonly<Record<string, string>> = {
  'parameter properties': `
    class Base { constructor(public readonly name: string, protected sides = 3) {} }
    class Square extends Base {
      twice = 2;
      constructor(private length: number) { super('square', 4); }
      area() { return this.length ** 2; }
    }
    console.log(new Base('a'), new Square(3), new Square(3).area());`,
  'decorators of methods and classes': `
    const seen: string[] = [];
    function logged(fn: any, { kind, name, static: isStatic }: any) {
      seen.push([kind, name, isStatic].join());
      return function (this: unknown, ...given: unknown[]) {
        seen.push(name + '(' + given + ')');
        return fn.apply(this, given);
      };
    }
    const times = (n: number) => (fn: any, _context: any) => function (this: unknown, x: number) { return fn.call(this, x) * n; };
    function named(target: any, { kind, name }: any) { seen.push(kind + ' ' + name); return target; }
    @named
    class Service {
      @logged greet(who: string) { return 'hi ' + who; }
      @times(3) @times(2) more(x: number) { return x; }
      @logged static make() { return new Service(); }
    }
    console.log(Service.make().greet('you'), new Service().more(7), seen);`,
  'enums and namespaces': `
    enum Level { Low, Mid = 5, High }
    enum Color { Red = 'RED' }
    const enum Flag { A = 1 << 0, B = 1 << 1, Both = A | B }
    namespace Geometry { export const origin = { x: 0 }; export function far(x: number) { return x - origin.x; } }
    console.log(Level[5], Level.High, Level, Color, Flag.Both, Geometry.far(4), Geometry);`,
};

describe('TypeScript with code of its own', () => {
  for (const [name, text] of Object.entries(programs)) {
    it(name, async () => {
      const { outputText } = ts.transpileModule(text, {
        compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
      });
      const { stdout } = spawnSync(process.execPath, ['-e', outputText], { encoding: 'utf8' });
      const trace = await walkThroughText(text, 'program.ts');
      assert.deepEqual(trace.stdout, stdout.trimEnd().split('\n'));
    });
  }
});
