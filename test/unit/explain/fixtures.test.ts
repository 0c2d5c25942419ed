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
    'leads on to what the page has': [
      `${imports}test('types', async ({ page }) => {\n  await page.keyboard.press('Enter');\n});\n`,
      { callee: 'playwright.Keyboard.press' },
    ],
  });
});
