import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { median } from './harness';
import type { Bench, Measurement } from './harness';

const root = path.resolve(__dirname, '..');
const run = promisify(execFile);

/** Activations that are measured, each in a process of its own: an editor activates once, with nothing warm. */
const activations = 11;

/** Packs the extension as it is shipped, and looks at what came of it. */
export const shipped: Bench = {
  name: 'What is shipped',
  run: async () => {
    await run(process.execPath, ['scripts/package.mjs'], { cwd: root });
    return [...(await activation()), await packageSize(), ...(await bundleSizes())];
  },
};

async function activation(): Promise<Measurement[]> {
  const times: Record<'activation' | 'analyser', number>[] = [];
  for (let n = 0; n < activations; n++) {
    const { stdout } = await run(process.execPath, [path.join(__dirname, 'activate.cjs')]);
    times.push(JSON.parse(stdout) as (typeof times)[number]);
  }
  return [
    {
      name: 'activation: load and activate(), editor stubbed',
      value: median(times.map((time) => time.activation)),
      unit: 'ms',
      aim: 50,
    },
    {
      name: 'first document: load dist/analyser.js',
      value: median(times.map((time) => time.analyser)),
      unit: 'ms',
    },
  ];
}

async function packageSize(): Promise<Measurement> {
  const file = (await readdir(root)).find((name) => name.endsWith('.vsix')) ?? '';
  const { size } = await stat(path.join(root, file));
  return { name: '.vsix', value: size, unit: 'bytes', aim: 2_000_000 };
}

async function bundleSizes(): Promise<Measurement[]> {
  const files = [
    ...['extension.js', 'analyser.js', 'browser/extension.js'],
    ...['webview/main.js', 'webview/main.css'],
  ];
  return Promise.all(
    files.map(async (file) => ({
      name: `dist/${file}, gzip`,
      value: gzipSync(await readFile(path.join(root, 'dist', file))).length,
      unit: 'bytes' as const,
    })),
  );
}
