import { check } from './explainedTrees';

describe('what a promise gives that goes on from another', () => {
  check({
    'is that of the other after finally, whatever its callback is': [
      {
        '/main.js':
          "async function load() {\n  return fetch('/a');\n}\nasync function main(done) {\n  const response = await load().finally(done);\n  await response.json();\n}\n",
      },
      { detail: 'the HTTP response from /a' },
      { detail: 'the response body' },
    ],
    'is what the callback of then gives': [
      {
        '/main.js':
          "async function main() {\n  const body = await fetch('/a').then((response) => response.body);\n  await body.cancel();\n}\n",
      },
      { detail: 'the HTTP response from /a' },
      { callee: 'ReadableStream.cancel' },
    ],
    'is either where its error is caught': [
      {
        '/main.js':
          "async function main() {\n  const answer = await fetch('/a').catch(() => new Response());\n  await answer.text();\n}\n",
      },
      { detail: 'the HTTP response from /a' },
      { lens: 'waits for the response body or the whole body' },
    ],
  });
});
