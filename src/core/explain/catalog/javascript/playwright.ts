import * as l10n from '@vscode/l10n';
import type { Library, Text, Wait } from '../schema';
import { browser, navigation, times } from './browser';
import { methods, plainArgument, promised, undefinedValue } from '../waits';

/** Facts from Playwright's API reference and its page on actionability. */

const page = (owner: string, name: string) => {
  const kind = owner.slice(owner.lastIndexOf('.') + 1).toLowerCase();
  return `https://playwright.dev/docs/api/class-${kind}#${kind}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
};

const action = (name: string): Wait =>
  browser(
    (call) => l10n.t('{1} of {0} to be possible and done', call.receiver, name),
    undefinedValue,
    {
      notes: [
        () =>
          l10n.t(
            'The element is looked for again and again until it is visible, stable, enabled and not covered, as the action needs.',
          ),
        times,
      ],
    },
  );

const question = (name: string): Wait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the answer'),
  );

const event = browser(
  (call) => l10n.t('{0} to happen', plainArgument(call, 0)),
  () => l10n.t('the event'),
  {
    waitsFor: 'event',
    notes: [
      times,
      () => l10n.t('Begin to wait before the action that causes it, or it may be missed.'),
    ],
  },
);

const actions =
  'click dblclick hover fill press check uncheck selectOption tap focus dragTo setInputFiles'.split(
    ' ',
  );

const assertion: Wait = browser((call) => l10n.t('{0} to hold', call.receiver), undefinedValue, {
  notes: [
    () =>
      l10n.t('The page is asked again and again until it holds; after 5 s, unless set, it throws.'),
  ],
});

const locators =
  'locator getByRole getByText getByLabel getByTestId getByPlaceholder getByTitle getByAltText'.split(
    ' ',
  );
const launched = (gives: string, thing: Text): Wait =>
  browser(thing, () => l10n.t('the browser'), { gives });

const members = (owner: string, names: readonly string[], wait: (name: string) => Wait) =>
  methods(owner, names, (name) => ({ page: page(owner, name), await: wait(name) }));

export const playwright: Library = {
  title: 'Playwright',
  packages: { npm: ['playwright@1.65.1'] },
  entries: {
    ...members('playwright.BrowserType', ['launch', 'connect', 'connectOverCDP'], () =>
      launched('playwright.Browser', () => l10n.t('the browser to be there')),
    ),
    ...members('playwright.Browser', ['newContext'], () =>
      launched('playwright.BrowserContext', () => l10n.t('a new browser context')),
    ),
    ...members('playwright.Browser', ['newPage'], () =>
      launched('playwright.Page', () => l10n.t('a new page')),
    ),
    ...members('playwright.BrowserContext', ['newPage'], () =>
      launched('playwright.Page', () => l10n.t('a new page')),
    ),
    ...['Browser', 'BrowserContext', 'Page'].reduce(
      (all, name) => ({ ...all, ...members(`playwright.${name}`, ['close'], question) }),
      {},
    ),
    ...members('playwright.BrowserContext', ['cookies', 'addCookies', 'storageState'], question),
    ...members('playwright.Page', ['goto'], () => navigation),
    ...members('playwright.Page', ['reload', 'goBack', 'goForward'], () => ({
      ...navigation,
      thing: () => l10n.t('the page to load'),
    })),
    ...members(
      'playwright.Page',
      [
        'waitForURL',
        'waitForEvent',
        'waitForResponse',
        'waitForRequest',
        'waitForSelector',
        'waitForFunction',
      ],
      () => event,
    ),
    ...members('playwright.Page', ['waitForLoadState'], () => ({
      ...navigation,
      thing: (call) => l10n.t('the page to reach state {0}', plainArgument(call, 0)),
      value: undefinedValue,
    })),
    ...members('playwright.Page', ['waitForTimeout'], () =>
      promised(
        'timer',
        'timer',
        (call) => l10n.t('a timer of {0} ms', plainArgument(call, 0)),
        undefinedValue,
        { notes: [() => l10n.t('Waiting for a fixed time makes tests flaky: wait for a state.')] },
      ),
    ),
    ...members(
      'playwright.Page',
      ['title', 'content', 'screenshot', 'evaluate', 'setContent', 'pdf', 'setViewportSize'],
      question,
    ),
    ...members('playwright.Page', actions.slice(0, 7), action),
    ...members('playwright.Locator', actions, action),
    ...members('playwright.Locator', ['waitFor'], action),
    ...members(
      'playwright.Locator',
      [
        'count',
        'isVisible',
        'isEnabled',
        'isChecked',
        'textContent',
        'innerText',
        'innerHTML',
        'inputValue',
        'getAttribute',
        'allTextContents',
        'allInnerTexts',
        'all',
        'evaluate',
        'screenshot',
        'boundingBox',
      ],
      question,
    ),
    ...methods('playwright.Page', locators, (name) => ({
      page: page('playwright.Page', name),
      returns: 'playwright.Locator',
    })),
    ...methods('playwright.Locator', [...locators, 'first', 'last', 'nth', 'filter'], (name) => ({
      page: page('playwright.Locator', name),
      returns: 'playwright.Locator',
    })),
    'playwright.expect': {
      page: 'https://playwright.dev/docs/test-assertions',
      returns: 'playwright.Assertions',
    },
    ...methods(
      'playwright.Assertions',
      'toBeVisible toBeHidden toBeEnabled toBeDisabled toBeChecked toBeFocused toBeAttached toContainText toHaveText toHaveValue toHaveCount toHaveAttribute toHaveClass toHaveURL toHaveTitle toHaveScreenshot'.split(
        ' ',
      ),
      () => ({ page: 'https://playwright.dev/docs/test-assertions', await: assertion }),
    ),
    'playwright.Assertions.toPass': {
      page: 'https://playwright.dev/docs/test-assertions#expecttopass',
      await: {
        ...assertion,
        thing: (call) => l10n.t('{0} to pass', call.receiver),
        notes: [
          () =>
            l10n.t(
              'The block is run again and again until it passes; without timeout, as long as the test may run.',
            ),
        ],
      },
    },
  },
  classes: ['BrowserType', 'Browser', 'BrowserContext', 'Page', 'Locator', 'Assertions'].map(
    (name) => `playwright.${name}`,
  ),
  attributes: {
    'playwright.Assertions.not': 'playwright.Assertions',
  },
  aliases: {
    'playwright.chromium': 'playwright.BrowserType',
    'playwright.firefox': 'playwright.BrowserType',
    'playwright.webkit': 'playwright.BrowserType',
    '@playwright/test.chromium': 'playwright.BrowserType',
    '@playwright/test.firefox': 'playwright.BrowserType',
    '@playwright/test.webkit': 'playwright.BrowserType',
    'playwright-core.chromium': 'playwright.BrowserType',
    '@playwright/test': 'playwright',
    'playwright-core': 'playwright',
  },
};
