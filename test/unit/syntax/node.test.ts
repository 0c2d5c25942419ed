import assert from 'node:assert/strict';
import type { SyntaxNode } from '../../../src/core/syntax/document';
import { reader } from '../../support/syntax';

const texts: Readonly<Record<string, string>> = {
  python: `
@decorated(1)
async def load[T](a, *b, c: int = 2, **d) -> T:
    async with a as (x, y), b:
        return [await z async for z in x if z] if y else lambda: (yield)
class A(B, metaclass=C): x, y = z = 1, 2
try: f(*a, k=1)
except* (E, F) as e: raise e from None
else: match x:
    case {"k": [1, *_]} if y: del x[1:2], y
while (n := await (
`,
  typescript: `
abstract class A<T> extends B<T> implements C { @d() static #x?: number = 1; abstract get y(): T }
export default async function* load<T extends U>({ a = 1, ...b }: T, c?: number): Promise<void> {
  for await (const [x, , y = 2] of a) yield* b?.[c]!.d(...x) as T;
  switch (a) { case 1: break; default: label: do { await using z = c } while (z < 1) }
  try { throw \`\${a}\` } catch { return new A<T>(b, async x => { await x }) } finally { x ||= y ? 1 : 2 }
}
type M = { readonly [K in keyof T]?: T[K] extends infer U ? U : never }; function (
`,
};

describe('SyntaxNode', () => {
  for (const [languageId, text] of Object.entries(texts)) {
    it(`knows a parent that it came by as the parser does: ${languageId}`, async () => {
      const document = await reader.open(languageId, text);
      const { root } = document;
      const fields = root.raw.tree.language.fields.filter((name) => name !== null);
      let count = 0;
      const check = (node: SyntaxNode | null | undefined, way: string) => {
        if (!node) return;
        count++;
        assert.equal(node.parent?.id, node.raw.parent?.id, `${way}: ${node.text}`);
      };
      const visit = (node: SyntaxNode) => {
        for (const field of fields) {
          check(node.childForFieldName(field), field);
          for (const child of node.childrenForFieldName(field)) check(child, `all of ${field}`);
        }
        check(node.firstChild, 'first');
        check(node.lastChild, 'last');
        check(node.nextSibling, 'next');
        check(node.previousSibling, 'previous');
        check(node.previousNamedSibling, 'previous named');
        node.children.forEach(visit);
      };
      visit(root);
      assert.ok(root.hasError, 'half-typed code is among it');
      assert.ok(count > 500);
      document.dispose();
    });
  }
});
