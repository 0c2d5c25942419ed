// @ts-check
/**
 * Leaves only those of VS Code's icons in the panel's style sheet and font that the panel names: the whole set is as large as
 * the panel's own program. The font's tables are those of the OpenType specification.
 */

import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

const rule = /\.codicon-([\w-]+):before\s*\{\s*content:\s*"\\([0-9a-f]+)"\s*;?\s*\}\s*/g;

/**
 * @param {string} sources the folder whose files name icons, as texts or in style sheets
 * @returns {import('esbuild').Plugin}
 */
export function usedCodicons(sources) {
  return {
    name: 'used-codicons',
    setup: (build) => {
      build.onLoad({ filter: /codicon\.css$/ }, async ({ path: file }) => {
        const [sheet, isUsed] = await Promise.all([readFile(file, 'utf8'), usedIn(sources)]);
        const contents = sheet.replace(rule, (text, name) => (isUsed(name) ? text : ''));
        return { contents, loader: 'css' };
      });
      build.onLoad({ filter: /codicon\.ttf$/ }, async ({ path: file }) => {
        const [font, sheet, isUsed] = await Promise.all([
          readFile(file),
          readFile(path.join(path.dirname(file), 'codicon.css'), 'utf8'),
          usedIn(sources),
        ]);
        const codes = [...sheet.matchAll(rule)].flatMap(([, name = '', code = '']) =>
          isUsed(name) ? parseInt(code, 16) : [],
        );
        return { contents: withGlyphs(font, codes), loader: 'file' };
      });
    },
  };
}

/**
 * @param {string} folder
 * @returns {Promise<(name: string) => boolean>} whether a file names an icon; other texts that are called so do no harm
 */
async function usedIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  const all = (await Promise.all(texts)).join('\n');
  const named = new Set(all.match(/(?<=['"]|codicon-)[a-z][\w-]*(?![\w-])/g));
  return (name) => named.has(name);
}

/**
 * The font with the outlines of these characters only; all others are empty.
 *
 * @param {Buffer} font
 * @param {readonly number[]} codes
 */
function withGlyphs(font, codes) {
  const tables = tablesOf(font);
  const part = (/** @type {string} */ tag) => tables.get(tag) ?? Buffer.alloc(0);
  const head = Buffer.from(part('head'));
  const [loca, glyf] = [part('loca'), part('glyf')];
  const isLong = head.readInt16BE(50) === 1;
  const count = loca.length / (isLong ? 4 : 2);
  const offset = (/** @type {number} */ at) =>
    isLong ? loca.readUInt32BE(4 * at) : 2 * loca.readUInt16BE(2 * at);
  const kept = new Set([0, ...codes.map((code) => glyphOf(part('cmap'), code))]);
  const outlines = [];
  const starts = Buffer.alloc(4 * count);
  let end = 0;
  for (let glyph = 0; glyph + 1 < count; glyph++) {
    if (kept.has(glyph)) {
      const outline = glyf.subarray(offset(glyph), offset(glyph + 1));
      // A glyph that is put together from others would need those as well.
      if (outline.length > 0 && outline.readInt16BE(0) < 0) return font;
      outlines.push(outline, Buffer.alloc(-outline.length & 3));
      end += (outline.length + 3) & ~3;
    }
    starts.writeUInt32BE(end, 4 * (glyph + 1));
  }
  head.writeInt16BE(1, 50);
  tables.set('head', head).set('loca', starts).set('glyf', Buffer.concat(outlines));
  return fontOf(font.subarray(0, 12), tables);
}

/** @param {Buffer} font */
function tablesOf(font) {
  /** @type {Map<string, Buffer>} */
  const tables = new Map();
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    const start = font.readUInt32BE(at + 8);
    tables.set(
      font.toString('latin1', at, at + 4),
      font.subarray(start, start + font.readUInt32BE(at + 12)),
    );
  }
  return tables;
}

/**
 * The glyph of a character, by a subtable of format 4; 0 for none.
 *
 * @param {Buffer} cmap
 * @param {number} code
 */
function glyphOf(cmap, code) {
  for (let at = 4; at < 4 + 8 * cmap.readUInt16BE(2); at += 8) {
    const table = cmap.subarray(cmap.readUInt32BE(at + 4));
    if (table.readUInt16BE(0) !== 4) continue;
    const length = table.readUInt16BE(6);
    for (let segment = 0; segment < length; segment += 2) {
      if (table.readUInt16BE(14 + segment) < code) continue;
      const first = table.readUInt16BE(16 + length + segment);
      if (first > code) return 0;
      const delta = table.readUInt16BE(16 + 2 * length + segment);
      const rangeAt = 16 + 3 * length + segment;
      const range = table.readUInt16BE(rangeAt);
      if (range === 0) return (code + delta) & 0xffff;
      const glyph = table.readUInt16BE(rangeAt + range + 2 * (code - first));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
  }
  return 0;
}

/**
 * @param {Buffer} header the first twelve bytes, which stay
 * @param {Map<string, Buffer>} tables in their order
 */
function fontOf(header, tables) {
  const directory = Buffer.alloc(16 * tables.size);
  const parts = [header, directory];
  let start = header.length + directory.length;
  let at = 0;
  let adjustment = 0;
  for (const [tag, table] of tables) {
    if (tag === 'head') {
      table.writeUInt32BE(0, 8);
      adjustment = start + 8;
    }
    directory.write(tag, at, 'latin1');
    directory.writeUInt32BE(sumOf(table), at + 4);
    directory.writeUInt32BE(start, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    parts.push(table, Buffer.alloc(-table.length & 3));
    start += (table.length + 3) & ~3;
    at += 16;
  }
  const font = Buffer.concat(parts);
  font.writeUInt32BE((0xb1b0afba - sumOf(font)) >>> 0, adjustment);
  return font;
}

/** @param {Buffer} bytes */
function sumOf(bytes) {
  const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
