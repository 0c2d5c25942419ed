import { checkLast } from './explainedTrees';

const imports = `import { test, expect } from '@playwright/test';\n`;

describe('what Playwright passes to tests', () => {
  checkLast('typescript', {
    'is a page among the fixtures': [
      `${imports}test('opens', async ({ page }) => {\n  await page.goto('/');\n});\n`,
      { callee: 'playwright.Page.goto', suspends: 'always' },
    ],
    'is the same for a hook': [
      `${imports}test.beforeEach(async ({ context }) => {\n  await context.newPage();\n});\n`,
      { callee: 'playwright.BrowserContext.newPage' },
    ],
    'is the same for a test with fixtures of its own': [
      `${imports}const own = test.extend({});\nown('asks', async ({ request }) => {\n  await request.get('/api');\n});\n`,
      { callee: 'playwright.APIRequestContext.get' },
    ],
    'is a route for a handler of requests': [
      `${imports}test('fakes', async ({ page }) => {\n  await page.route('**', async (route) => {\n    await route.abort();\n  });\n});\n`,
      { callee: 'playwright.Route.abort' },
    ],
    'is given to a fixture that a program adds': [
      `${imports}const own = test.extend({\n  account: async ({ request }, use) => {\n    await use(1);\n    await request.delete('/account');\n  },\n});\n`,
      { callee: 'playwright.APIRequestContext.delete' },
    ],
    'lets a fixture wait for the test': [
      `${imports}const own = test.extend({\n  account: [async ({}, use) => {\n    await use(1);\n  }, { scope: 'test' }],\n});\n`,
      { lens: 'waits for the test that uses the fixture to end' },
    ],
    'is asked again by what expect.poll() gives': [
      `${imports}test('polls', async ({ page }) => {\n  await expect.poll(() => page.url()).toBe('/');\n});\n`,
      { callee: 'playwright.PollMatchers.toBe', waitsFor: 'process' },
    ],
    'gives a response that can be read': [
      `${imports}test('waits', async ({ page }) => {\n  const response = await page.waitForResponse('/api');\n  await response.json();\n});\n`,
      { callee: 'playwright.Response.json' },
    ],
    'leads on to what the page has': [
      `${imports}test('types', async ({ page }) => {\n  await page.keyboard.press('Enter');\n});\n`,
      { callee: 'playwright.Keyboard.press' },
    ],
  });
});

describe('what Node passes to functions of a program', () => {
  checkLast('javascript', {
    'is the stream before for a step of a pipeline': [
      "import { pipeline } from 'node:stream/promises';\nawait pipeline(process.stdin, async (source) => {\n  for await (const chunk of source) console.log(chunk);\n});\n",
      { lens: 'waits for the next chunk of source' },
    ],
    'waits for the network where the stream is a socket': [
      "import net from 'node:net';\nfor await (const chunk of net.connect(80)) console.log(chunk);\n",
      { waitsFor: 'network' },
    ],
    'is the output of a process that it starts': [
      "import { spawn } from 'node:child_process';\nfor await (const chunk of spawn('ls').stdout) console.log(chunk);\n",
      { lens: "waits for the next chunk of spawn('ls').stdout" },
    ],
  });
});

describe('what React gives back of a function', () => {
  checkLast('javascript', {
    'is the function': [
      "import { useCallback } from 'react';\nfunction View({ id }) {\n  const save = useCallback(async () => { await fetch('/save'); }, [id]);\n  return async () => { await save(); };\n}\n",
      { lens: 'runs save(), which waits for the HTTP response from /save' },
    ],
  });
});
