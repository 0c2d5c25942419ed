import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNodes } from '../../support/nodes';
import { findPythons } from '../../support/pythons';
import { record } from '../../support/recordings';
import { runRecorded } from '../../support/run-node';

const files = {
  'project/package.json': '{ "type": "module" }',
  'project/helper.py': 'async def help(): return "helped"',
  'project/helper.js': 'export const help = async () => "helped";',
  'project/typed.ts': 'export const help = async (): Promise<string> => "helped";',
  'project/common/helper.cjs': 'exports.help = async () => "helped";',
  'project/node_modules/library/package.json': '{ "main": "main.cjs" }',
  'project/node_modules/library/main.cjs': 'exports.name = "library";',
  'pieces/main.py':
    'import asyncio, os, helper\nprint(asyncio.run(helper.help()), os.environ.get("PYTHONPATH"))',
  'pieces/main.mjs':
    "import { help } from './helper.js';\nimport library from 'library';\nconsole.log(await help(), library.name);",
  'pieces/main.ts':
    "import { help } from './typed';\nimport library from 'library';\nconsole.log(await help(), library.name as string);",
  'pieces/main.cjs':
    "const { help } = require('./common/helper.cjs');\nconst { name } = require('library');\nrequire('node:fs');\nhelp().then((value) => console.log(value, name));",
};

describe('A piece of a file', () => {
  let folder: string;

  before(async () => {
    folder = await realpath(await mkdtemp(path.join(tmpdir(), 'await-lens-piece-')));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  });

  after(() => rm(folder, { recursive: true }));

  for (const { path: python, version } of findPythons('3.8'))
    it(`imports what is beside that file, on Python ${version}`, async () => {
      const pieceOf = path.join(folder, 'project/whole.py');
      const { stdout, end } = await record(path.join(folder, 'pieces/main.py'), python, {
        pieceOf,
      });
      assert.equal(stdout.trim(), `helped ${path.dirname(pieceOf)}`);
      assert.ok(end.recorded);
    });

  for (const { path: node, version } of findNodes().nodes)
    for (const name of ['main.mjs', 'main.ts', 'main.cjs'])
      it(`imports what is beside that file, in ${name} on Node ${version}`, async () => {
        const pieceOf = path.join(folder, 'project', name);
        const ran = await runRecorded(node, path.join(folder, 'pieces', name), { pieceOf });
        assert.deepEqual([ran.stdout, ran.stderr], ['helped library\n', '']);
        assert.ok(ran.trace.events.length > 0);
      });
});
