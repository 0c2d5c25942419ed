import { checkLast } from './explainedTrees';

describe('what Node and browsers have', () => {
  checkLast('typescript', {
    'a resource is disposed of as its class does it': [
      `import { createReadStream } from 'node:fs';\nasync function f() { await using file = createReadStream('x'); }`,
      { lens: 'at scope exit: waits for file to be destroyed' },
    ],
    'the chunks are those of the stream, not of the module that makes it': [
      `import fs from 'node:fs';\nasync function f() { for await (const chunk of fs.createReadStream('x')) use(chunk); }`,
      { summary: "Waits for the next chunk of fs.createReadStream('x')." },
    ],
    'the method that does so can be called': [
      `import { open } from 'node:fs/promises';\nconst file = await open('x');\nawait file[Symbol.asyncDispose]();`,
      { lens: 'waits for file to be closed' },
    ],
    'what a stack of disposables takes it gives back': [
      `import { open } from 'node:fs/promises';\nawait using stack = new AsyncDisposableStack();\nconst file = stack.use(await open('x'));\nawait file.stat();`,
      { lens: 'waits for the status of file' },
    ],
    'Promise.try() waits for what its callback gives': [
      `import { readFile } from 'node:fs/promises';\nawait Promise.try(() => readFile('x'));`,
      { lens: 'waits for the contents of file x' },
    ],
    'Promise.try() of a value waits for a microtask': [
      `await Promise.try(() => JSON.parse('1'));`,
      { waitsFor: 'nothing', lens: 'waits for one turn of the microtask queue' },
    ],
    'AsyncLocalStorage.run() waits for what its callback gives': [
      `import { AsyncLocalStorage } from 'node:async_hooks';\nconst store = new AsyncLocalStorage();\nconst load = () => fetch('https://x');\nawait store.run(1, load);`,
      { lens: 'waits for the HTTP response from https://x' },
    ],
    'a resolver asks as its module does': [
      `import dns from 'node:dns/promises';\nawait new dns.Resolver().resolveMx('x.org');`,
      { lens: 'waits for the DNS answer for x.org' },
    ],
    'what a stream is mapped to is a stream': [
      `import { Readable } from 'node:stream';\nconst all = Readable.from([1]).map((x) => x);\nawait all.forEach(console.log);`,
      { lens: 'waits for all of stream all, to its end' },
    ],
    'a response that the program makes comes from no network': [
      `const text = await new Response(stream).text();`,
      { waitsFor: 'promise', lens: 'waits for the whole body from stream' },
    ],
    'a forked stream is two': [
      `const [a, b] = (await fetch('x')).body.tee();\nfor await (const chunk of b) chunk;`,
      { lens: 'waits for the next chunk of b' },
    ],
    'an element is animated': [
      `const animation = document.querySelector('p').animate([], 200);\nawait animation.finished;`,
      { lens: 'waits for animation to end' },
    ],
    'an element that is looked up is of any kind': [
      `const video = document.querySelector<HTMLVideoElement>('video')!;\nawait video.play();`,
      { lens: 'waits for playback of video to begin' },
    ],
    'an element of some kind has what all elements have': [
      `async function f(video: HTMLVideoElement) {\n  await video.play();\n  await video.animate([]).finished;\n}`,
      { waitsFor: 'event' },
    ],
    'files of the origin are found by a directory’s handle': [
      `const root = await navigator.storage.getDirectory();\nconst file = await root.getFileHandle('a.txt');\nconst out = await file.createWritable();`,
      { lens: 'waits for file to be opened for writing' },
    ],
  });
});
