import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { startEditor, type Editor } from './harness/editor';

/** It leaves a file behind when it is run. */
const telltale = `import asyncio

async def main():
    await asyncio.sleep(0)
    open("ran", "w").close()

asyncio.run(main())
`;

describe('Somebody who does not trust a workspace', () => {
  let restricted: Editor | undefined;
  before(async () => (restricted = await startEditor({ trusted: false })));
  after(() => restricted?.close());

  it('is told why nothing is run, and still sees walkthroughs', async () => {
    assert.ok(restricted);
    const { user, sample, panel } = restricted;
    await writeFile(sample('telltale.py'), telltale);
    await user.openFile(sample('telltale.py'), { line: 4, column: 5 });
    await user.lens(/suspension/);
    for (const title of ['Record This File', 'Run Sample Snippet…'])
      await user.command(`Await Lens: ${title}`);
    await user.clickLens('Record');
    await user.command('Notifications: Show Notifications');
    await user.page
      .locator('.notifications-center .notification-list-item', {
        hasText: 'This workspace is not trusted, so nothing in it is run.',
      })
      .getByRole('button', { name: 'Manage Workspace Trust' })
      .first()
      .waitFor();
    assert.ok(!existsSync(sample('ran')));
    await user.command('Await Lens: Open Lifecycle Panel');
    await panel().getByRole('heading', { name: 'main()' }).waitFor();
  });
});
