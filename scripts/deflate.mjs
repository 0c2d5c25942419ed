// @ts-check
/** Loaded into vsce before it packs: its yazl leaves zlib at the default level, and the best makes the package 10 kB smaller. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';
import { PROJECT } from './vscode/cache.mjs';

const { deflateRaw } = zlib;
const best = { level: zlib.constants.Z_BEST_COMPRESSION };
Object.assign(zlib, {
  /** @type {(buffer: zlib.InputType, callback: zlib.CompressCallback) => void} */
  deflateRaw: (buffer, callback) => deflateRaw(buffer, best, callback),
});

const { ZipFile } = createRequire(path.join(PROJECT, 'node_modules/@vscode/vsce/package.json'))(
  'yazl',
);
// Only what is added as a buffer is packed by that function.
/** @type {(this: any, file: string, name: string, options: object) => void} */
ZipFile.prototype.addFile = function (file, name, options) {
  this.addBuffer(readFileSync(file), name, options);
};
