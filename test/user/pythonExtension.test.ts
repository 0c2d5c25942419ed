import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from '../../scripts/vscode/cache.mjs';
import { findPythons } from '../support/pythons';
import { startEditor, type Editor } from './harness/editor';

const telling = `import asyncio
import sys

async def main():
    await asyncio.sleep(0)
    print(sys.executable)

asyncio.run(main())
`;

describe('Somebody who has the Python extension', () => {
  let withPython: Editor | undefined;
  before(async () => {
    const standIn = path.join(PROJECT, 'test', 'user', 'python-extension');
    withPython = await startEditor({ installed: [standIn] });
  });
  after(() => withPython?.close());

  it('has programs run by the Python of the environment that is chosen there', async () => {
    assert.ok(withPython);
    const { user, sample, panel } = withPython;
    const program = sample('telling.py');
    const python = path.join(path.dirname(program), '.venv', 'bin', 'python');
    await mkdir(path.dirname(python), { recursive: true });
    const [found] = findPythons('3.8');
    assert.ok(found);
    await symlink(found.path, python);
    await writeFile(program, telling);
    await user.openFile(program, { line: 5, column: 5 });
    await user.lens(/suspension/);
    await user.command('Await Lens: Record This File');
    await panel().locator('.console .lines .text', { hasText: python }).waitFor();
  });
});
