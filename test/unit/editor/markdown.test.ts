import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Token, Tokens } from 'marked';
import { Marked } from 'marked';
import {
  bold,
  bulleted,
  landing,
  link,
  numbered,
  paragraphs,
  sentence,
  text,
} from '../../../src/editor/hover/markdown';

/** The parser that VS Code shows hovers with, on its own settings. */
const marked = new Marked({ gfm: true, breaks: false });

/** What may happen to be in somebody's source. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '`',
        '``',
        '```',
        '~~~\n',
        '[x](command:workbench.action.quit)',
        '![i](https://e.example/i.png)',
        '<b onclick=x>',
        '</a>',
        '<!--',
        '&lt;',
        '&#96;',
        '$(zap)',
        '\\',
        '\n',
        '\r\n',
        '\u2028',
        '\n\n# H',
        '\n    ',
        '\t',
        '* ',
        '1. ',
        '- [ ] ',
        '> ',
        '|a|b|\n|-|-|\n',
        '---',
        '===',
        '**',
        '__',
        '_',
        '~~',
        'https://e.example',
        'www.e.example',
        'a@e.example',
        '[x]: https://e.example\n',
        '[^1]',
        '](',
        ')',
        '!',
        '<https://e.example>',
        '{0}',
        'command:awaitLens.openPanel',
        ' ',
        '  ',
        'word',
        '\u00a0',
        '\u0000',
        '\u001b',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** The text as people would read it, blanks aside. */
function visible(plain: string): string {
  return plain.replace(/[\s\p{Cc}]+/gu, '');
}

function tokensOf(markdown: string): Token[] {
  const found: Token[] = [];
  void marked.walkTokens(marked.lexer(markdown), (token) => void found.push(token));
  return found;
}

function read(tokens: readonly Token[]): string {
  return tokens
    .filter((token) => ['text', 'escape', 'codespan'].includes(token.type))
    .filter((token) => !('tokens' in token))
    .map((token) => (token as Tokens.Text).text)
    .join('');
}

function assertOnly(types: readonly string[], tokens: readonly Token[]): void {
  for (const { type, raw } of tokens) {
    assert.ok([...types, 'paragraph', 'text', 'escape', 'space'].includes(type), `${type}: ${raw}`);
  }
}

function spansOf(markdown: string): string[] {
  return tokensOf(markdown)
    .filter((token): token is Tokens.Codespan => token.type === 'codespan')
    .map((token) => token.text);
}

describe('Markdown of a hover', () => {
  it('shows any text as that text, and as nothing else', () => {
    fc.assert(
      fc.property(hostile, (plain) => {
        for (const around of ['', 'x']) {
          const tokens = tokensOf(`${around}${text(plain)}${around}`);
          assertOnly([], tokens);
          assert.equal(visible(read(tokens)), visible(`${around}${plain}${around}`));
        }
      }),
    );
  });

  it('shows any sentence as that sentence, with no more than code in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hostile, fc.constantFrom('load()', ' a.b ', '.c()', '$'))),
        hostile,
        (parts, quoted) => {
          const plain = `x ${parts.join(quoted)} y`;
          for (const markdown of [
            sentence(plain),
            sentence(plain, quoted),
            landing(plain, quoted),
          ]) {
            const tokens = tokensOf(markdown);
            assertOnly(['codespan'], tokens);
            assert.equal(visible(read(tokens)), visible(plain));
          }
        },
      ),
    );
  });

  it('shows calls and names as code, and neither addresses nor numbers', () => {
    const shown = (plain: string) => spansOf(sentence(plain));
    assert.deepEqual(shown('Shop.load() asks orders.get() and make(), not self.lock.'), [
      'Shop.load()',
      'orders.get()',
      'make()',
      'self.lock',
    ]);
    assert.deepEqual(shown('A 1.5 s timer, e.g. of http://a.example/b.c or me@b.example.'), []);
    assert.deepEqual(shown('cache_lock, allSettled and a ValueError; JavaScript, an Error, I_O.'), [
      'cache_lock',
      'allSettled',
      'ValueError',
    ]);
    assert.deepEqual(shown('The answer to “select now() from a_b”, by max_age=1 (max_age).'), [
      'max_age',
    ]);
    assert.deepEqual(shown('load(1), select(*) and where(User.id == 1) stay as they are.'), []);
    assert.deepEqual(shown('[Symbol.asyncDispose]() is called, or Shop.[Symbol.iterator]().'), [
      '[Symbol.asyncDispose]()',
      'Shop.[Symbol.iterator]()',
    ]);
  });

  it('shows what a sentence quotes as code, a mere word only where it begins the sentence', () => {
    assert.deepEqual(
      spansOf(sentence('get(`a`, 1) gives what get(`a`, 1) gives.', 'get(`a`, 1)')),
      ['get(`a`, 1)', 'get(`a`, 1)'],
    );
    assert.deepEqual(spansOf(sentence('promise gives a promise.', 'promise')), ['promise']);
    assert.deepEqual(spansOf(sentence('promises are given.', 'promise')), []);
  });

  it('shows the name that a value lands in as code', () => {
    assert.deepEqual(spansOf(landing('load() goes on: the order lands in order.', 'order')), [
      'load()',
      'order',
    ]);
    const twice = landing('The pool lands in pool. On leaving, pool is closed.', 'pool');
    assert.equal(twice, 'The pool lands in `pool`\\. On leaving\\, pool is closed\\.');
    assert.deepEqual(spansOf(landing('The rows land in {rows}.', '{rows}')), ['{rows}']);
    assert.deepEqual(spansOf(landing('It is not used.', '')), []);
  });

  it('keeps hostile texts inside their own paragraph, list item and emphasis', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, first, second) => {
        const markdown = paragraphs([
          `${bold(title)} ${text(title)}`,
          numbered([`a${text(first)}`, `b${text(second)}`]),
          bulleted([`c${text(second)}`, `d${text(first)}`]),
        ]);
        const tokens = tokensOf(markdown);
        assertOnly(['strong', 'list', 'list_item'], tokens);
        const lists = tokens.filter((token): token is Tokens.List => token.type === 'list');
        assert.deepEqual(
          lists.map(({ ordered, items }) => [ordered, items.length]),
          [
            [true, 2],
            [false, 2],
          ],
        );
      }),
    );
  });

  it('makes one link, whatever its label', () => {
    fc.assert(
      fc.property(hostile, hostile, (label, argument) => {
        const target = `command:awaitLens.replayAt?${encodeURIComponent(argument.toWellFormed())}`;
        const tokens = tokensOf(`x ${link(`l${label}`, target)} y`);
        assertOnly(['link'], tokens);
        const links = tokens.filter((token): token is Tokens.Link => token.type === 'link');
        assert.deepEqual(
          links.map(({ href }) => href),
          [target],
        );
      }),
    );
  });

  it('refuses any other kind of link', () => {
    for (const target of [
      'http://e.example',
      'command:workbench.action.quit',
      'file:///etc/passwd',
      '',
    ]) {
      assert.throws(() => link('x', target), /Not a link/);
    }
  });
});
