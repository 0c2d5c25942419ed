import assert from 'node:assert/strict';
import { readHover } from '../../../src/core/explain/resolve/hoverText';

describe('reading hovers of language servers', () => {
  const cases: Readonly<Record<string, readonly [string, string | null, boolean?]>> = {
    'a method of TypeScript': [
      '(method) Client.get<T>(id: string, by?: { a: 1 }): Promise<T> (+1 overload)',
      'Promise<T>',
      true,
    ],
    'a property that is a function': [
      '(property) load: (id: number) => Promise<string>',
      '(id: number) => Promise<string>',
      false,
    ],
    'an alias, with its import': [
      '(alias) function load(): Promise<void>\nimport load',
      'Promise<void>',
      true,
    ],
    'a constant': ['const body: Response', 'Response', false],
    'a method of Pylance': [
      '(method) def get(self: Client, id: str) -> CoroutineType[Any, Any, User]',
      'CoroutineType[Any, Any, User]',
      true,
    ],
    'a coroutine as jedi writes it': [
      'async def load(n: int) -> str',
      'Coroutine[Any, Any, str]',
      true,
    ],
    'a module': ['(module) asyncio', null],
  };
  for (const [name, [code, type, called]] of Object.entries(cases)) {
    it(name, () => {
      const expected = type === null ? null : { type, called };
      assert.deepEqual(readHover(`\`\`\`x\n${code}\n\`\`\`\n---\nText.`), expected);
    });
  }

  it('takes no prose for a type', () => {
    assert.equal(readHover('Loads: a thing'), null);
  });
});
