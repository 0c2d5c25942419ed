import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAllEditors, hoverAt, set, showSample, showText } from './support';

describe('The hover', () => {
  afterEach(async () => {
    await set('hover.enabled', undefined);
    await closeAllEditors();
  });

  it('tells the five steps of one await, and links to its replay and its documentation', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    const [head, body, ...rest] = await hoverAt(document, 10, 6);
    assert.deepEqual(rest, []);
    assert.match(head?.value ?? '', /^\*\*Always suspends\*\*/);
    assert.match(head?.value ?? '', /\]\(<command:awaitLens\.internal\.replayAt\?[^ <>]*>\)/);
    assert.match(head?.value ?? '', /\]\(<https:\/\/docs\.python\.org\/[^ <>]*>\)/);
    assert.match(body?.value ?? '', /^Waits for a 2 s timer/);
    for (const number of [1, 2, 3, 4, 5]) {
      assert.match(body?.value ?? '', new RegExp(`^${number}\\. \\S`, 'm'));
    }
    assert.doesNotMatch(body?.value ?? '', /^6\. /m);
  });

  it('answers on every keyword of a suspension point, and only there', async () => {
    const lines = [
      'async def f():',
      '    async with a as b:',
      '        async for c in d:',
      '            x = [e async for e in g()]',
      '            yield c',
      '            await h',
      '    for i in (1, 2): pass',
    ];
    const { document } = await showText('python', lines.join('\n'));
    const answers = async (line: number, word: string) => {
      const character = lines[line]?.indexOf(word) ?? -1;
      assert.ok(character >= 0, word);
      return (await hoverAt(document, line, character + 1)).length > 0;
    };
    for (const [line, word] of [
      [1, 'async'],
      [1, 'with'],
      [2, 'for'],
      [3, 'async'],
      [4, 'yield'],
      [5, 'await'],
    ] as const) {
      assert.ok(await answers(line, word), `${line} ${word}`);
    }
    assert.ok(!(await answers(0, 'async')));
    assert.ok(!(await answers(5, 'h')));
    assert.ok(!(await answers(6, 'for')));
  });

  it('trusts nothing but our own command, in the part that quotes no source', async () => {
    const hostile = [
      'async def f():',
      '    await x["[go](command:workbench.action.quit) `y` <b>$(zap)</b>"]()',
      '    await asyncio.sleep("""',
      '# heading',
      '```',
      '""")',
    ];
    const { document } = await showText('python', hostile.join('\n'));
    for (const line of [1, 2]) {
      const parts = await hoverAt(document, line, 5);
      assert.equal(parts.length, 2);
      for (const [index, part] of parts.entries()) {
        assert.ok(!part.supportHtml);
        if (index !== 0) {
          assert.ok(!part.isTrusted && !part.supportThemeIcons);
          continue;
        }
        assert.deepEqual(part.isTrusted, { enabledCommands: ['awaitLens.internal.replayAt'] });
        const [, link] = /command:awaitLens\.internal\.replayAt\?([^>]*)>/.exec(part.value) ?? [];
        const place: unknown = JSON.parse(decodeURIComponent(link ?? ''));
        assert.deepEqual(place, [{ uri: document.uri.toString(), line, character: 4 }]);
      }
    }
  });

  it('can be switched off', async () => {
    const { document } = await showSample('python/coffee_shop.py');
    await set('hover.enabled', false);
    assert.deepEqual(await hoverAt(document, 10, 6), []);
  });

  it('opens at the cursor by command', async () => {
    const editor = await showSample('python/coffee_shop.py');
    editor.selection = new vscode.Selection(10, 30, 10, 30);
    await vscode.commands.executeCommand('awaitLens.explain');
    assert.deepEqual(editor.selection.active, new vscode.Position(10, 4));
  });
});
