import assert from 'node:assert/strict';
import { marked } from 'marked';
import { compareTraces } from '../../../src/core/compare/compare';
import { toMarkdown } from '../../../src/core/export/markdown';
import { coffeeShop, slower } from '../../support/traces';

const titles = { before: 'before.awaitlens.json', after: 'after.awaitlens.json' };

describe('toMarkdown', () => {
  it('makes a table that a Markdown renderer reads as one', () => {
    const { awaits } = compareTraces(coffeeShop(), slower(coffeeShop(), 3, 1.5));
    const tokens = marked.lexer(toMarkdown(titles, awaits));
    const table = tokens.find((token) => token.type === 'table');
    assert(table?.type === 'table');
    const rows = (table as unknown as { rows: { text: string }[][] }).rows;
    assert.deepEqual(
      rows.map((row) => row.map((cell) => cell.text.replaceAll('\\', ''))),
      [
        ['await on line 11 → 14 of order_coffee', '6 s', '9 s', '+3 s', '3'],
        ['await on line 16 → 19 of main', '2 s', '3 s', '+1 s', '1'],
      ],
    );
  });

  it('lets no name of a trace become markup, or leave its cell', async () => {
    const name = 'a|b <img src=x> [x](http://x) ![y](z) `c` **d**\nline';
    const trace = coffeeShop();
    const named = {
      ...trace,
      events: trace.events.map((event) =>
        event.kind === 'suspend'
          ? { ...event, chain: event.chain.map((link) => ({ ...link, function: name })) }
          : event,
      ),
    };
    const { awaits } = compareTraces(named, named);
    const text = toMarkdown({ before: name, after: name }, awaits);
    const html = await marked.parse(text);
    assert.doesNotMatch(html, /<(?!\/?(?:p|table|thead|tbody|tr|th|td)\b)/);
    assert.equal(text.trimEnd().split('\n').length, 4 + awaits.length);
    assert.match(html, /a\|b &lt;img src=x&gt;/);
  });

  it('says how many awaits it leaves out', () => {
    const { awaits } = compareTraces(coffeeShop(), coffeeShop());
    const many = Array.from({ length: 150 }, () => awaits[0]).filter((item) => item !== undefined);
    assert.match(toMarkdown(titles, many), /\n\n50 more\n$/);
  });
});
