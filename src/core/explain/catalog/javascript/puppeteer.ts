import * as l10n from '@vscode/l10n';
import type { Entry, Library, Wait } from '../schema';
import { browser, navigation, times } from './browser';
import { plainArgument, undefinedValue } from '../waits';

/** Facts from Puppeteer's API reference and src/api of puppeteer-core. */

const page = (owner: string, name: string) =>
  `https://pptr.dev/api/puppeteer.${owner.toLowerCase()}.${name.toLowerCase()}`;

const launches = browser(
  () => l10n.t('the browser to be there'),
  () => l10n.t('the browser'),
  {
    gives: 'puppeteer.Browser',
    notes: [() => l10n.t('Close the browser in a finally block, or its process stays.')],
  },
);

const newPage = browser(
  () => l10n.t('a new page'),
  () => l10n.t('the page'),
  { gives: 'puppeteer.Page' },
);

const happens = browser(
  (call) => l10n.t('{0} to happen', plainArgument(call, 0)),
  () => l10n.t('what it waited for'),
  {
    waitsFor: 'event',
    notes: [
      times,
      () => l10n.t('Begin to wait before the action that causes it, or it may be missed.'),
    ],
  },
);

const element = (name: string): Wait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the element, or null,'),
    {
      gives: 'puppeteer.ElementHandle',
      notes: [() => l10n.t('It does not wait for the element to appear.')],
    },
  );

const command = (name: string): Wait =>
  browser(
    (call) => l10n.t('the browser’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the answer'),
  );

const action = (name: string): Wait =>
  browser(
    (call) => l10n.t('{0}.{1} to be done by the browser', call.receiver, name),
    undefinedValue,
    {
      notes: [
        () =>
          l10n.t(
            'An element that is not there makes it reject: unlike a locator, it does not wait for one.',
          ),
      ],
    },
  );

const retried = (name: string): Wait =>
  browser(
    (call) => l10n.t('{1} of {0} to be possible and done', call.receiver, name),
    undefinedValue,
    {
      notes: [times],
    },
  );

function members(owner: string, names: string, wait: (name: string) => Wait): [string, Entry][] {
  return names
    .split(' ')
    .map((name) => [`puppeteer.${owner}.${name}`, { page: page(owner, name), await: wait(name) }]);
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
      ...members('Page', 'goto reload goBack goForward waitForNavigation', () => navigation),
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
      ...members('Page', 'click type hover focus tap select', action),
      ...members(
        'Page',
        '$eval $$eval evaluate evaluateHandle content setContent title screenshot pdf close cookies setCookie setViewport setUserAgent setRequestInterception setExtraHTTPHeaders authenticate addScriptTag addStyleTag exposeFunction bringToFront',
        command,
      ),
      ...members('ElementHandle', '$ $$', element),
      ...members('ElementHandle', 'click type hover focus tap select press uploadFile', action),
      ...members('ElementHandle', '$eval $$eval evaluate screenshot boundingBox dispose', command),
      ...members('Locator', 'click fill hover scroll wait waitHandle', retried),
    ]),
    'puppeteer.Page.locator': { page: page('Page', 'locator'), returns: 'puppeteer.Locator' },
  },
  classes: ['puppeteer.Browser', 'puppeteer.Page', 'puppeteer.ElementHandle', 'puppeteer.Locator'],
  bases: { 'puppeteer.Frame': 'puppeteer.Page' },
  aliases: { 'puppeteer-core': 'puppeteer', 'puppeteer.default': 'puppeteer' },
};
