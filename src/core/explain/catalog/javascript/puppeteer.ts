import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, KnownWait } from '../schema';
import { beginBefore, browser, inPage, navigation, notLoaded } from './browser';
import { plainArgument, undefinedValue } from '../waits';

/** Facts from Puppeteer's API reference and puppeteer-core's src/api, src/common (Errors.ts, TimeoutSettings.ts) and src/node. */

/** The reference writes `_` for `$`. */
const page = (owner: string, name: string) =>
  `https://pptr.dev/api/puppeteer.${owner.toLowerCase()}.${name.toLowerCase().replaceAll('$', '_')}`;

/** What an element handle inherits stands with JSHandle. */
const inherited = new Set(['ElementHandle.evaluate', 'ElementHandle.dispose']);

const timeout: Raise = {
  error: 'puppeteer.TimeoutError',
  when: () => l10n.t('After 30 s, unless a timeout says otherwise.'),
};
/** Of a closed page, a subclass that is not exported. */
const protocol: Raise = {
  error: 'puppeteer.ProtocolError',
  when: () => l10n.t('If the browser refuses it, or the page or the browser is closed meanwhile.'),
};
const noElement: Raise = {
  error: 'Error',
  when: () => l10n.t('If no element matches: unlike a locator, it does not wait for one.'),
};
const unusable: Raise = {
  error: 'Error',
  when: () => l10n.t('If the element is no longer in the page, or cannot be used so.'),
};

/** What a command fails with besides, by its name. */
const ownRaises: Readonly<Record<string, readonly Raise[]>> = {
  $eval: [noElement, inPage],
  $$eval: [inPage],
  evaluate: [inPage],
  evaluateHandle: [inPage],
  setContent: [timeout],
  pdf: [timeout],
};

const launches = browser(
  () => l10n.t('the browser to be there'),
  () => l10n.t('the browser'),
  {
    gives: 'puppeteer.Browser',
    raises: [
      {
        error: 'Error',
        when: () => l10n.t('If the browser is not there, or does not start in 30 s.'),
      },
    ],
    mistakes: [() => l10n.t('Close the browser in a finally block, or its process stays.')],
  },
);

const newPage = browser(
  () => l10n.t('a new page'),
  () => l10n.t('the page'),
  { gives: 'puppeteer.Page', raises: [protocol] },
);

const happens = browser(
  (call) => l10n.t('{0} to happen', plainArgument(call, 0)),
  () => l10n.t('what it waited for'),
  {
    waitsFor: 'event',
    raises: [timeout, protocol],
    mistakes: [beginBefore],
  },
);

const element = (name: string): KnownWait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () =>
      name === '$$'
        ? l10n.t('the array of elements, which may be empty,')
        : l10n.t('the element, or null,'),
    {
      gives: name === '$$' ? 'unknown' : 'puppeteer.ElementHandle',
      raises: [protocol],
      mistakes: [
        () => l10n.t('It does not wait for the element to appear: waitForSelector() does.'),
      ],
    },
  );

const command = (name: string): KnownWait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the answer'),
    { raises: [...(ownRaises[name] ?? []), protocol] },
  );

const action = (name: string, missing: Raise): KnownWait =>
  browser(
    (call) => l10n.t('{0}.{1} to be done by the browser', call.receiver, name),
    undefinedValue,
    { raises: [missing, protocol] },
  );

const retried = (name: string): KnownWait =>
  browser(
    (call) => l10n.t('{1} of {0} to be possible and done', call.receiver, name),
    undefinedValue,
    {
      raises: [timeout, protocol],
    },
  );

const loading = navigation([timeout, notLoaded, protocol]);

function members(
  owner: string,
  names: string,
  wait: (name: string) => KnownWait,
): [string, Entry][] {
  return names.split(' ').map((name) => [
    `puppeteer.${owner}.${name}`,
    {
      page: page(inherited.has(`${owner}.${name}`) ? 'JSHandle' : owner, name),
      await: wait(name),
    },
  ]);
}

export const puppeteer: Library = {
  title: 'Puppeteer',
  packages: { npm: ['puppeteer-core@24.43.1'] },
  entries: {
    'puppeteer.launch': { page: page('PuppeteerNode', 'launch'), await: launches },
    'puppeteer.connect': { page: page('Puppeteer', 'connect'), await: launches },
    ...Object.fromEntries([
      ...members('Browser', 'newPage', () => newPage),
      ...members('Browser', 'close disconnect pages version userAgent', command),
      ...members('Page', 'goto reload goBack goForward waitForNavigation', () => loading),
      ...members(
        'Page',
        'waitForFunction waitForRequest waitForResponse waitForNetworkIdle waitForFrame',
        () => happens,
      ),
      ...members('Page', 'waitForSelector', () => ({
        ...happens,
        thing: (call) => l10n.t('element {0} to appear', plainArgument(call, 0)),
        value: () => l10n.t('the element'),
        gives: 'puppeteer.ElementHandle',
      })),
      ...members('Page', '$ $$', element),
      ...members('Page', 'click type hover focus tap select', (name) => action(name, noElement)),
      ...members(
        'Page',
        '$eval $$eval evaluate evaluateHandle content setContent title screenshot pdf close cookies setCookie setViewport setUserAgent setRequestInterception setExtraHTTPHeaders authenticate addScriptTag addStyleTag exposeFunction bringToFront',
        command,
      ),
      ...members('ElementHandle', '$ $$', element),
      ...members('ElementHandle', 'click type hover focus tap select press uploadFile', (name) =>
        action(name, unusable),
      ),
      ...members('ElementHandle', '$eval $$eval evaluate screenshot boundingBox dispose', command),
      ...members('Locator', 'click fill hover scroll wait waitHandle', retried),
    ]),
    'puppeteer.Page.locator': { page: page('Page', 'locator'), returns: 'puppeteer.Locator' },
  },
  classes: ['puppeteer.Browser', 'puppeteer.Page', 'puppeteer.ElementHandle', 'puppeteer.Locator'],
  bases: { 'puppeteer.Frame': 'puppeteer.Page' },
  aliases: { 'puppeteer-core': 'puppeteer', 'puppeteer.default': 'puppeteer' },
};
