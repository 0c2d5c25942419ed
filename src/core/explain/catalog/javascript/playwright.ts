import * as l10n from '@vscode/l10n';
import { millisecondsOf } from '../../words';
import type { Library, Raise, Text, KnownWait } from '../schema';
import { beginBefore, browser, inPage, navigation, notLoaded } from './browser';
import { answer, methods, plainArgument, promised, undefinedValue } from '../waits';

/** Facts from Playwright's API reference (types/types.d.ts), its page on actionability, and playwright-core's lib/coreBundle.js. */

/** `waitForURL` stands at `wait-for-url`, `BrowserContext` at `browser-context`. */
const kebab = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

const page = (owner: string, name: string) => {
  const kind = owner.slice(owner.lastIndexOf('.') + 1);
  return `https://playwright.dev/docs/api/class-${kind.toLowerCase()}#${kebab(kind)}-${kebab(name)}`;
};

const timeout: Raise = {
  error: 'playwright.errors.TimeoutError',
  when: () =>
    l10n.t(
      'After 30 s, unless a timeout says otherwise; in Playwright Test only the time of the whole test counts.',
    ),
};
const closed: Raise = {
  error: 'Error',
  when: () => l10n.t('If the page or the browser is closed meanwhile.'),
};
const ambiguous: Raise = {
  error: 'Error',
  when: () => l10n.t('If the locator matches more than one element (strict mode).'),
};
const onElement: readonly Raise[] = [timeout, ambiguous, closed];

const action = (name: string, raises: readonly Raise[]): KnownWait =>
  browser(
    (call) => l10n.t('{1} of {0} to be possible and done', call.receiver, name),
    undefinedValue,
    {
      raises,
      notes: [
        () =>
          l10n.t(
            'The element is looked for again and again until it is visible, stable, enabled and not covered, as the action needs.',
          ),
      ],
    },
  );

const question = (name: string, more: Partial<KnownWait> = {}): KnownWait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the answer'),
    { raises: [closed], ...more },
  );

/** A question about one element, for which it waits first. */
const elementQuestion = (name: string): KnownWait =>
  question(name, { raises: name === 'evaluate' ? [inPage, ...onElement] : onElement });

/** A question about the elements that are there now. */
const presentQuestion = (name: string): KnownWait =>
  question(name, {
    raises: name === 'isVisible' ? [ambiguous, closed] : [closed],
    mistakes: [
      () =>
        l10n.t(
          'It waits for no element: a test that expects one uses expect(), which tries again.',
        ),
    ],
  });

/** The other end is closed without complaint if it is closed already. */
const closing = (name: string): KnownWait => question(name, { value: undefinedValue, raises: [] });

/** What is waited for to come about in the page, and what it gives, with its class where that is one, by the method. */
const events: Readonly<Record<string, readonly [Text, Text, string?]>> = {
  waitForURL: [(call) => l10n.t('the page to come to {0}', plainArgument(call, 0)), undefinedValue],
  waitForEvent: [
    (call) => l10n.t('{0} to happen', plainArgument(call, 0)),
    () => l10n.t('the event’s data'),
    'event',
  ],
  waitForResponse: [
    (call) => l10n.t('a response from {0}', plainArgument(call, 0)),
    () => l10n.t('the response'),
    'playwright.Response',
  ],
  waitForRequest: [
    (call) => l10n.t('a request to {0}', plainArgument(call, 0)),
    () => l10n.t('the request'),
    'playwright.Request',
  ],
  waitForSelector: [
    (call) => l10n.t('element {0} to appear', plainArgument(call, 0)),
    () => l10n.t('the element'),
  ],
  waitForFunction: [
    (call) => l10n.t('{0} to hold in the page', plainArgument(call, 0)),
    () => l10n.t('a handle of the value'),
  ],
};

/** The events of pages, contexts and WebSockets, and the class of what each comes with. */
const listeners: Readonly<Record<string, string>> = {
  'Page.on(console)': 'ConsoleMessage',
  'Page.on(dialog)': 'Dialog',
  'Page.on(download)': 'Download',
  'Page.on(filechooser)': 'FileChooser',
  'Page.on(frameattached)': 'Frame',
  'Page.on(framenavigated)': 'Frame',
  'Page.on(popup)': 'Page',
  'Page.on(request)': 'Request',
  'Page.on(requestfailed)': 'Request',
  'Page.on(requestfinished)': 'Request',
  'Page.on(response)': 'Response',
  'Page.on(websocket)': 'WebSocket',
  'Page.on(worker)': 'Worker',
  'BrowserContext.on(console)': 'ConsoleMessage',
  'BrowserContext.on(dialog)': 'Dialog',
  'BrowserContext.on(page)': 'Page',
  'BrowserContext.on(request)': 'Request',
  'BrowserContext.on(response)': 'Response',
  'BrowserContext.on(serviceworker)': 'Worker',
};

/** The methods of what events come with. */
const ofEvents: Readonly<Record<string, readonly string[]>> = {
  Dialog: ['accept', 'dismiss'],
  Download: ['path', 'saveAs', 'failure', 'cancel', 'delete', 'createReadStream'],
  FileChooser: ['setFiles'],
  Worker: ['evaluate', 'evaluateHandle'],
  JSHandle: ['jsonValue', 'evaluate', 'dispose'],
  Request: ['allHeaders', 'headerValue', 'sizes'],
};

/** What passes by is missed if it is waited for too late; a state stays. */
const passesBy = /Event|Response|Request/;

const waited = (name: string, [thing, value, gives]: readonly [Text, Text, string?]): KnownWait =>
  browser(thing, value, {
    waitsFor: 'event',
    ...(gives !== undefined && { gives }),
    raises: [...(name === 'waitForFunction' ? [inPage] : []), timeout, closed],
    mistakes: passesBy.test(name) ? [beginBefore] : [],
  });

const loading = navigation([timeout, notLoaded, closed]);

const actions =
  'click dblclick hover fill press check uncheck selectOption tap focus dragTo setInputFiles'.split(
    ' ',
  );

const assertion: KnownWait = browser(
  (call) => l10n.t('{0} to hold', call.receiver),
  undefinedValue,
  {
    raises: [
      {
        error: 'Error',
        when: () => l10n.t('If it does not hold within 5 s, unless a timeout says otherwise.'),
      },
    ],
    notes: [() => l10n.t('The page is asked again and again until it holds.')],
  },
);

const locators =
  'locator getByRole getByText getByLabel getByTestId getByPlaceholder getByTitle getByAltText'.split(
    ' ',
  );
/** What the questions to a page fail with besides. */
const pageRaises: Readonly<Record<string, readonly Raise[]>> = {
  evaluate: [inPage],
  screenshot: [timeout],
  setContent: [timeout],
};
const launched = (
  gives: string,
  thing: Text,
  value: Text,
  more: Partial<KnownWait> = {},
): KnownWait => browser(thing, value, { gives, raises: [closed], ...more });
const starts: Partial<KnownWait> = {
  raises: [
    {
      error: 'Error',
      when: () =>
        l10n.t('If the browser is not installed (npx playwright install) or does not start.'),
    },
  ],
  mistakes: [() => l10n.t('Close the browser in a finally block, or its process stays.')],
};
const attaches: Partial<KnownWait> = {
  raises: [{ error: 'Error', when: () => l10n.t('If no browser answers at the address in time.') }],
};
const context: Text = () => l10n.t('the context');
const newPage: readonly [Text, Text] = [() => l10n.t('a new page'), () => l10n.t('the page')];

const members = (owner: string, names: readonly string[], wait: (name: string) => KnownWait) =>
  methods(owner, names, (name) => ({ page: page(owner, name), await: wait(name) }));

export const playwright: Library = {
  title: 'Playwright',
  packages: { npm: ['playwright@1.65.1'] },
  entries: {
    ...members('playwright.BrowserType', ['launch', 'connect', 'connectOverCDP'], (name) =>
      launched(
        'playwright.Browser',
        () => l10n.t('the browser to be there'),
        () => l10n.t('the browser'),
        name === 'launch' ? starts : attaches,
      ),
    ),
    ...members('playwright.Browser', ['newContext'], () =>
      launched('playwright.BrowserContext', () => l10n.t('a new browser context'), context),
    ),
    ...members('playwright.Browser', ['newPage'], () => launched('playwright.Page', ...newPage)),
    ...members('playwright.BrowserContext', ['newPage'], () =>
      launched('playwright.Page', ...newPage),
    ),
    ...['Browser', 'BrowserContext', 'Page'].reduce(
      (all, name) => ({ ...all, ...members(`playwright.${name}`, ['close'], closing) }),
      {},
    ),
    ...members('playwright.BrowserContext', ['cookies', 'addCookies', 'storageState'], question),
    ...members('playwright.Page', ['goto'], () => ({ ...loading, gives: 'playwright.Response' })),
    ...members('playwright.Page', ['reload', 'goBack', 'goForward'], () => ({
      ...loading,
      thing: () => l10n.t('the page to load'),
    })),
    ...Object.fromEntries(
      Object.entries(events).map(([name, words]) => [
        `playwright.Page.${name}`,
        { page: page('playwright.Page', name), await: waited(name, words) },
      ]),
    ),
    ...['BrowserContext', 'WebSocket'].reduce(
      (all, owner) => ({
        ...all,
        ...members(`playwright.${owner}`, ['waitForEvent'], (name) =>
          waited(name, events[name] ?? [() => '', () => '']),
        ),
      }),
      {},
    ),
    ...Object.entries(ofEvents).reduce(
      (all, [owner, names]) => ({
        ...all,
        ...members(`playwright.${owner}`, names, (name) => question(name)),
      }),
      {},
    ),
    ...members('playwright.Request', ['response'], (name) =>
      question(name, { gives: 'playwright.Response' }),
    ),
    ...methods('playwright.ConsoleMessage', ['args'], (name) => ({
      page: page('playwright.ConsoleMessage', name),
      returns: 'list of playwright.JSHandle',
    })),
    ...members('playwright.Page', ['waitForLoadState'], () => ({
      ...loading,
      thing: (call) => l10n.t('the page to reach state {0}', plainArgument(call, 0)),
      value: undefinedValue,
    })),
    ...members('playwright.Page', ['waitForTimeout'], () =>
      promised(
        'timer',
        'timer',
        (call) => l10n.t('a timer of {0}', millisecondsOf(plainArgument(call, 0))),
        undefinedValue,
        {
          raises: [closed],
          mistakes: [() => l10n.t('Waiting for a fixed time makes tests flaky: wait for a state.')],
        },
      ),
    ),
    ...members(
      'playwright.Page',
      ['title', 'content', 'screenshot', 'evaluate', 'setContent', 'pdf', 'setViewportSize'],
      (name) => question(name, { raises: [...(pageRaises[name] ?? []), closed] }),
    ),
    ...members('playwright.Page', actions.slice(0, 7), (name) => action(name, [timeout, closed])),
    ...members('playwright.Locator', [...actions, 'waitFor'], (name) => action(name, onElement)),
    ...members(
      'playwright.Locator',
      ['count', 'isVisible', 'allTextContents', 'allInnerTexts'],
      presentQuestion,
    ),
    ...members('playwright.Locator', ['all'], (name) => ({
      ...presentQuestion(name),
      gives: 'list of playwright.Locator',
    })),
    ...members(
      'playwright.Locator',
      [
        'isEnabled',
        'isChecked',
        'textContent',
        'innerText',
        'innerHTML',
        'inputValue',
        'getAttribute',
        'evaluate',
        'screenshot',
        'boundingBox',
      ],
      elementQuestion,
    ),
    ...members('playwright.Keyboard', ['press', 'type', 'down', 'up', 'insertText'], (name) =>
      question(name),
    ),
    ...members('playwright.Mouse', ['click', 'dblclick', 'move', 'down', 'up', 'wheel'], (name) =>
      question(name),
    ),
    ...['Page', 'BrowserContext'].reduce(
      (all, owner) => ({
        ...all,
        ...members(
          `playwright.${owner}`,
          ['route', 'unroute', 'unrouteAll', 'addInitScript', 'exposeFunction', 'exposeBinding'],
          (name) => question(name),
        ),
      }),
      {},
    ),
    ...members('playwright.Route', ['fulfill', 'continue', 'fallback', 'abort'], (name) =>
      question(name, {
        raises: [{ error: 'Error', when: () => l10n.t('If the request is handled already.') }],
      }),
    ),
    ...members('playwright.Page', ['bringToFront', 'emulateMedia', 'pause'], (name) =>
      question(name),
    ),
    ...methods('playwright.Page', ['frameLocator'], (name) => ({
      page: page('playwright.Page', name),
      returns: 'playwright.FrameLocator',
    })),
    ...methods('playwright.Locator', ['frameLocator', 'contentFrame'], (name) => ({
      page: page('playwright.Locator', name),
      returns: 'playwright.FrameLocator',
    })),
    ...methods('playwright.FrameLocator', [...locators, 'owner'], (name) => ({
      page: page('playwright.FrameLocator', name),
      returns: 'playwright.Locator',
    })),
    ...methods('playwright.Page', locators, (name) => ({
      page: page('playwright.Page', name),
      returns: 'playwright.Locator',
    })),
    ...methods('playwright.Locator', [...locators, 'first', 'last', 'nth', 'filter'], (name) => ({
      page: page('playwright.Locator', name),
      returns: 'playwright.Locator',
    })),
    'playwright.test.extend': {
      page: 'https://playwright.dev/docs/api/class-test#test-extend',
      returns: 'playwright.test',
      definesFixtures: true,
    },
    // What a fixture is given besides the others: `async ({ page }, use) => { await use(page); }`.
    'playwright.use': {
      page: 'https://playwright.dev/docs/test-fixtures#creating-a-fixture',
      await: promised(
        'promise',
        'task',
        () => l10n.t('the test that uses the fixture to end'),
        undefinedValue,
        {
          raises: [],
          notes: [
            () =>
              l10n.t(
                'What stands after it is the fixture’s teardown; it runs if the test fails, too.',
              ),
          ],
        },
      ),
    },
    'playwright.test.step': {
      page: 'https://playwright.dev/docs/api/class-test#test-step',
      await: promised(
        'promise',
        'task',
        (call) => l10n.t('step {0} to end', plainArgument(call, 0)),
        () => l10n.t('what the step returns'),
        { raises: [{ error: null, when: () => l10n.t('What the step throws comes out here.') }] },
      ),
    },
    ...members(
      'playwright.APIRequestContext',
      ['get', 'post', 'put', 'patch', 'delete', 'head', 'fetch'],
      () => ({
        ...answer(
          (call) => l10n.t('the HTTP response from {0}', plainArgument(call, 0, 'url')),
          () => l10n.t('the response, its body read,'),
          {
            raises: [
              timeout,
              { error: 'Error', when: () => l10n.t('If the server cannot be reached.') },
            ],
          },
        ),
        gives: 'playwright.APIResponse',
      }),
    ),
    ...members('playwright.Response', ['json', 'text', 'body', 'finished'], (name) =>
      question(name, {
        raises: [
          { error: 'Error', when: () => l10n.t('If the body is gone, as after a redirect.') },
          closed,
        ],
      }),
    ),
    ...members('playwright.APIResponse', ['json', 'text', 'body'], (name) =>
      question(name, {
        raises: [{ error: 'Error', when: () => l10n.t('If the response has been disposed of.') }],
      }),
    ),
    'playwright.expect': {
      page: 'https://playwright.dev/docs/test-assertions',
      returns: 'playwright.Assertions',
    },
    ...methods(
      'playwright.Assertions',
      'toBeVisible toBeHidden toBeEnabled toBeDisabled toBeChecked toBeFocused toBeAttached toContainText toHaveText toHaveValue toHaveCount toHaveAttribute toHaveClass toHaveURL toHaveTitle toHaveScreenshot toHaveCSS toHaveId toHaveRole toHaveValues toBeEditable toBeEmpty toBeInViewport toBeOK'.split(
        ' ',
      ),
      () => ({ page: 'https://playwright.dev/docs/test-assertions', await: assertion }),
    ),
    'playwright.expect.poll': {
      page: 'https://playwright.dev/docs/test-assertions#expectpoll',
      returns: 'playwright.PollMatchers',
    },
    ...methods(
      'playwright.PollMatchers',
      'toBe toBeCloseTo toBeDefined toBeFalsy toBeGreaterThan toBeGreaterThanOrEqual toBeLessThan toBeLessThanOrEqual toBeNull toBeTruthy toBeUndefined toContain toContainEqual toEqual toHaveLength toHaveProperty toMatch toMatchObject toStrictEqual'.split(
        ' ',
      ),
      () => ({
        page: 'https://playwright.dev/docs/test-assertions#expectpoll',
        await: {
          ...assertion,
          notes: [
            () => l10n.t('The function is called again and again until what it gives holds.'),
          ],
        },
      }),
    ),
    'playwright.Assertions.toPass': {
      page: 'https://playwright.dev/docs/test-assertions#expecttopass',
      await: {
        ...assertion,
        thing: (call) => l10n.t('{0} to pass', call.receiver),
        raises: [
          {
            error: 'Error',
            when: () =>
              l10n.t('If it has not passed when the timeout is over: that of its last run.'),
          },
        ],
        notes: [
          () =>
            l10n.t(
              'The block is run again and again until it passes; without timeout, as long as the test may run.',
            ),
        ],
      },
    },
  },
  classes: [
    'BrowserType',
    'Browser',
    'BrowserContext',
    'Page',
    'Locator',
    'Assertions',
    'PollMatchers',
    'APIRequestContext',
    'APIResponse',
    'Response',
    'Fixtures',
    'FrameLocator',
    'Keyboard',
    'Mouse',
    'Route',
    'ConsoleMessage',
    'Dialog',
    'Download',
    'FileChooser',
    'Frame',
    'JSHandle',
    'Request',
    'WebSocket',
    'Worker',
    'test',
  ].map((name) => `playwright.${name}`),
  // A test and its hooks get the fixtures first: `({ page }) => …`.
  handlers: {
    ...Object.fromEntries(
      Object.entries(listeners).map(([name, type]) => [
        `playwright.${name}`,
        [`playwright.${type}`],
      ]),
    ),
    'playwright.Page.route': ['playwright.Route'],
    'playwright.BrowserContext.route': ['playwright.Route'],
    'playwright.test': ['playwright.Fixtures'],
    'playwright.test.extend{}': ['playwright.Fixtures', 'playwright.use'],
    ...Object.fromEntries(
      'only skip fixme fail beforeEach afterEach beforeAll afterAll'
        .split(' ')
        .map((name) => [`playwright.test.${name}`, ['playwright.Fixtures']]),
    ),
  },
  attributes: {
    'playwright.Fixtures.page': 'playwright.Page',
    'playwright.Fixtures.context': 'playwright.BrowserContext',
    'playwright.Fixtures.browser': 'playwright.Browser',
    'playwright.Fixtures.request': 'playwright.APIRequestContext',
    'playwright.Page.request': 'playwright.APIRequestContext',
    'playwright.Page.keyboard': 'playwright.Keyboard',
    'playwright.Page.mouse': 'playwright.Mouse',
    'playwright.BrowserContext.request': 'playwright.APIRequestContext',
    'playwright.Assertions.not': 'playwright.Assertions',
    'playwright.PollMatchers.not': 'playwright.PollMatchers',
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
