import assert from 'node:assert/strict';
import { startEditor, type Editor } from './harness/editor';

describe('Somebody whose extensions run in the browser', () => {
  let web: Editor | undefined;
  before(async () => (web = await startEditor({ web: true })));
  after(() => web?.close());

  it('reads lenses and hovers, sees walkthroughs, and is told that nothing can be recorded', async () => {
    assert.ok(web);
    const { user, sample, panel } = web;
    await user.openFile(sample('python/coffee_shop.py'), { line: 11, column: 5 });
    assert.equal((await user.lens(/2 s timer/)).line, 11);
    assert.match(await user.hover('await', { line: 11 }), /timer/);
    await user.command('Await Lens: Open Lifecycle Panel');
    await panel()
      .getByText(/^1 of \d+/)
      .waitFor();
    // In Node's extension host it would be: this says which one the extension runs in.
    await user.command('Await Lens: Record This File');
    await user.command('Notifications: Show Notifications');
    await user.page
      .locator('.notification-list-item', { hasText: 'Programs cannot be recorded here' })
      .first()
      .waitFor();
  });
});
