import assert from 'node:assert/strict';
import type { Explanation } from '../../../src/core/explain/types';
import type { Tree } from '../../support/explanations';
import { explainFile, explainLast } from '../../support/explanations';

type Expected = Partial<Explanation>;

/** The files of a project, the one that is explained first; what must hold of its points, in order. */
export function check(cases: Readonly<Record<string, readonly [Tree, ...Expected[]]>>): void {
  for (const [name, [tree, ...expected]] of Object.entries(cases)) {
    it(name, async () => {
      const [path = ''] = Object.keys(tree);
      const explanations = await explainFile(tree, path);
      assert.deepEqual(
        explanations.map((explanation, index) =>
          Object.fromEntries(
            Object.entries(explanation).filter(([key]) => key in (expected[index] ?? {})),
          ),
        ),
        expected,
      );
    });
  }
}

/** A program, and what must hold of its last point. */
export type LastCase = readonly [program: string, expected: Expected];

export function checkLast(languageId: string, cases: Readonly<Record<string, LastCase>>): void {
  for (const [name, [program, expected]] of Object.entries(cases)) {
    it(name, async () => {
      const explanation = await explainLast(languageId, program);
      const got = Object.fromEntries(
        Object.entries(explanation).filter(([key]) => key in expected),
      );
      assert.deepEqual(got, expected);
    });
  }
}
