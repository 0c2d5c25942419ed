import type { Browser, Page } from 'playwright-core';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Trace } from '../../src/core/trace/format';
import { panelHtml } from '../../src/protocol/html';
import type { FromPanel, ToPanel } from '../../src/protocol/messages';
import { eventually } from './eventually';
import themes from './themes.json';

export type Theme = keyof typeof themes;
export const themeNames: readonly Theme[] = [
  'dark',
  'light',
  'high-contrast',
  'high-contrast-light',
];

const origin = 'https://panel.test';
const built = path.resolve(__dirname, '../../dist/webview');
/** The family that `ownFont` loads, by the weights that the panel uses. */
const ownFont = {
  family: 'Open Sans of the tests',
  files: { 400: 'open-sans-latin-400-normal.woff2', 600: 'open-sans-latin-600-normal.woff2' },
};
const fonts = path.resolve(__dirname, '../../node_modules/@fontsource/open-sans/files');
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
};

export interface PanelPageOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
  /** Whether the test moves the page's clock, with `page.clock`: time stands still from `holdTime` on. */
  readonly ownClock?: boolean;
  /** Whether texts are set in a font that is the same on every machine, for pictures. */
  readonly ownFont?: boolean;
  /** The panel's texts in another language, by the English ones. */
  readonly texts?: Readonly<Record<string, string>>;
  readonly plainWords?: boolean;
}

/** The panel in a real browser, as VS Code would show it, with this test as the extension. */
export class PanelPage {
  private constructor(
    readonly page: Page,
    private readonly options: PanelPageOptions,
  ) {}

  /** Opens the built bundle under the content security policy that the extension gives it. */
  static async open(browser: Browser, options: PanelPageOptions = {}): Promise<PanelPage> {
    const { theme = 'dark', width = 640, height = 900 } = options;
    const page = await browser.newPage({
      viewport: { width, height },
      reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    });
    if (options.ownClock) await page.clock.install();
    await page.route(`${origin}/**`, async (route) => {
      const { pathname } = new URL(route.request().url());
      const folder = pathname.endsWith('.woff2') ? fonts : built;
      const file = path.join(folder, pathname);
      if (pathname === '/') await route.fulfill({ contentType: 'text/html', body: html() });
      else if (existsSync(file)) {
        const contentType = contentTypes[path.extname(file)] ?? 'text/plain';
        await route.fulfill({ contentType, body: await readFile(file) });
      } else await route.fulfill({ status: 404 });
    });
    // tsx names functions through this helper, which functions sent to the page take along.
    await page.addInitScript('globalThis.__name = (value) => value;');
    await page.addInitScript(
      ({ colours, kind }) => {
        const sent: unknown[] = [];
        Object.assign(window, {
          sent,
          violations: [] as string[],
          acquireVsCodeApi: () => ({
            postMessage: (message: unknown) => sent.push(structuredClone(message)),
          }),
        });
        document.addEventListener('securitypolicyviolation', (event) =>
          sent.push({ type: 'violation', directive: event.violatedDirective }),
        );
        document.addEventListener('DOMContentLoaded', () => {
          document.body.className = `vscode-${kind}`;
          for (const [name, value] of Object.entries(colours))
            document.documentElement.style.setProperty(name, value);
        });
      },
      {
        kind: theme,
        colours: {
          ...themes[theme],
          '--vscode-font-family': options.ownFont
            ? `"${ownFont.family}"`
            : 'system-ui, "Open Sans", sans-serif',
          '--vscode-font-size': '13px',
          '--vscode-editor-font-family': options.ownFont
            ? `"${ownFont.family}"`
            : '"Source Code Pro", monospace',
        },
      },
    );
    const panel = new PanelPage(page, options);
    await page.goto(`${origin}/`);
    if (options.ownFont)
      await page.evaluate(async ({ family, files }) => {
        for (const [weight, file] of Object.entries(files))
          document.fonts.add(await new FontFace(family, `url(/${file})`, { weight }).load());
      }, ownFont);
    await panel.sent('ready');
    return panel;
  }

  /** Sends a message as the extension does, and waits until the panel has heard it and rendered. */
  async send(message: ToPanel): Promise<void> {
    await this.page.evaluate(
      (data) =>
        new Promise<void>((resolve) => {
          // The panel listens for longer than this does, so it has heard the message when this is called.
          window.addEventListener('message', () => resolve(), { once: true });
          window.postMessage(data, '*');
        }),
      message,
    );
    await this.rendered();
  }

  /** Waits until the page has drawn what it knows, and done what it does after drawing. */
  async rendered(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 2; frame++) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
  }

  /** Waits until nothing moves any more, so that what is looked at stays as it is. */
  async settled(): Promise<void> {
    await this.rendered();
    await this.page.waitForFunction(() => document.getAnimations().length === 0);
    await this.rendered();
  }

  /** Presses a key, and waits until the step with this number, counted from 1, is shown. */
  async press(key: string, at: number): Promise<void> {
    await this.page.keyboard.press(key);
    await this.reaches(at, key);
  }

  /** Waits until the step with this number, counted from 1, is shown. */
  reaches(at: number, message?: string): Promise<void> {
    return eventually(async () => (await this.step()).at, at, message);
  }

  /** Stops the page's clock; `page.clock.runFor` moves it on. */
  async holdTime(): Promise<void> {
    const now = await this.page.evaluate(() => Date.now());
    await this.page.clock.pauseAt(now + 1_000);
  }

  /** Configures the panel and shows a trace from its first step. */
  async show(
    trace: Trace | Uint8Array,
    about: Partial<Extract<ToPanel, { type: 'show' }>['shown']> = {},
  ) {
    const file = trace instanceof Uint8Array ? 'trace.py' : trace.file;
    await this.configure();
    await this.send({
      type: 'show',
      shown: {
        uri: `file:///${file}`,
        function: 'main',
        title: 'main()',
        file,
        trace,
        source: '',
        step: 0,
        bookmarks: [],
        pinned: false,
        fromFile: false,
        recording: null,
        ...about,
      },
    });
    await this.page.locator('main.replay').waitFor();
    // Of a long trace, all of it.
    await this.page.locator('.reading').waitFor({ state: 'detached' });
  }

  /** Configures the panel and compares two traces. */
  async compare(before: Trace, after: Trace, selected: number | null = null): Promise<void> {
    const side = (trace: Trace, title: string) => ({
      uri: `file:///${title}`,
      title,
      trace: bytesOf(trace),
    });
    await this.configure();
    await this.send({
      type: 'compare',
      before: side(before, 'before.awaitlens.json'),
      after: side(after, 'after.awaitlens.json'),
      selected,
    });
    await this.page.locator('main.comparison').waitFor();
  }

  async configure(): Promise<void> {
    const { texts = null, plainWords = false } = this.options;
    await this.send({
      type: 'configure',
      settings: { speed: 1, reducedMotion: false, plainWords, codeShown: true },
      texts,
    });
  }

  /** All messages of a type that the panel has sent; waits for the first. */
  async sent<T extends FromPanel['type']>(type: T): Promise<Extract<FromPanel, { type: T }>[]> {
    await this.page.waitForFunction(
      (wanted) => window.sent.some((message) => message.type === wanted),
      type,
    );
    return this.page.evaluate(
      (wanted) =>
        window.sent.filter(
          (message): message is Extract<FromPanel, { type: T }> => message.type === wanted,
        ),
      type,
    );
  }

  /** The directives of the content security policy that the page has offended. */
  violations(): Promise<string[]> {
    return this.page.evaluate(() =>
      window.sent.flatMap((message) => (message.type === 'violation' ? [message.directive] : [])),
    );
  }

  /** The step's sentence. */
  sentence(): Promise<string> {
    return this.page.locator('.story [aria-live]').innerText();
  }

  /** The rows of a place, as they are read from left to right. */
  rows(place: string): Promise<string[]> {
    return this.page.locator(`[data-place="${place}"] li:not(.later)`).allInnerTexts();
  }

  /** `7 of 28` as numbers. */
  async step(): Promise<{ readonly at: number; readonly of: number }> {
    const [at = NaN, of = NaN] = (await this.page.locator('.count').innerText())
      .split(' of ')
      .map(Number);
    return { at, of };
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** A trace as the extension sends a long one: the browser takes bytes much sooner than objects. */
export function bytesOf(trace: Trace): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(trace));
}

declare global {
  interface Window {
    sent: (FromPanel | { readonly type: 'violation'; readonly directive: string })[];
  }
}

function html(): string {
  return panelHtml({
    cspSource: origin,
    scriptUri: `${origin}/main.js`,
    styleUri: `${origin}/main.css`,
    nonce: 'abcdefghijklmnopqrstuvwxyz012345',
    language: 'en',
    title: 'Lifecycle',
  });
}
