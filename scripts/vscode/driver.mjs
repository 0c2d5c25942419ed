// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { isOwnNoise } from './noise.mjs';
import { exactText, readAnnotations, readGutterIcons, readLenses, rectangleOf } from './screen.mjs';

const STEP_LIMIT_MS = 30_000;

/**
 * Acts in a workbench as a user does, with a real pointer and a real keyboard, and reads what is on the
 * screen. Lines and columns are 1-based, as the status bar shows them.
 */
export class Driver {
  /** What extensions wrote with `console`, and the errors the extension host reported. */
  hostLog = /** @type {string[]} */ ([]);

  /** Whether the user's settings are not those the editor was started with. */
  hasChangedSettings = false;

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(STEP_LIMIT_MS);
    page.on('console', (message) => {
      const text = /%c\[Extension Host\] %c([^]*?)(?: color: \S*)* ?$/.exec(message.text())?.[1];
      if (text && !isOwnNoise(text)) {
        this.hostLog.push(text);
      }
    });
  }

  /**
   * Opens an address and waits until the workbench takes keys.
   *
   * @param {string} address as from `workbenchAddress`
   */
  async open(address) {
    await this.page.goto(address);
    await this.ready();
  }

  /** Waits until the workbench takes keys: after opening it, and after it reloaded itself. */
  async ready() {
    await this.page
      .locator('.monaco-workbench .statusbar-item')
      .first()
      .waitFor({ state: 'attached' });
    // The palette is the last part that starts to listen.
    await eventually('the command palette to open', async () => {
      await this.page.keyboard.press('F1');
      const open = await this.#quickInput()
        .waitFor({ timeout: 500 })
        .then(
          () => true,
          () => false,
        );
      return open || undefined;
    });
    await this.page.keyboard.press('Escape');
    await this.#quickInput().waitFor({ state: 'hidden' });
  }

  /** Reloads the window with "Developer: Reload Window", and waits until it takes keys again. */
  async reload() {
    const loaded = this.page.waitForEvent('load');
    await this.openPalette('Developer: Reload Window');
    await this.#row('Developer: Reload Window').click();
    await loaded;
    await this.ready();
  }

  /**
   * Runs a command from the command palette.
   *
   * @param {string} title the whole title with its category: "View: Close All Editors"
   * @throws if the palette does not offer it
   */
  async command(title) {
    await this.openPalette(title);
    const row = this.#row(title);
    await row.click();
    await row.waitFor({ state: 'hidden' });
    // What happens to be under the pointer now must not show a hover of its own.
    await this.page.mouse.move(5, 5);
  }

  /**
   * Opens the command palette and types, without choosing.
   *
   * @param {string} [text]
   */
  async openPalette(text = '') {
    const input = this.#quickInputText();
    // A busy workbench may take the focus back, which closes the list before anything is typed.
    await eventually('the command palette to take a text', async () => {
      await this.#openQuickInput('F1');
      return input.fill(`>${text}`, { timeout: 2000 }).then(
        () => true,
        () => undefined,
      );
    });
  }

  /** The labels that the open palette, or another list to pick from, offers now. */
  async pickLabels() {
    const rows = this.page.locator('.quick-input-list .monaco-list-row .label-name');
    return (await rows.allTextContents()).map(plainSpaces);
  }

  /**
   * Chooses an entry of the open list.
   *
   * @param {string | RegExp} label
   */
  async pick(label) {
    await this.#entry(label).click();
  }

  /**
   * Runs a command that offers a list, and chooses an entry of it.
   *
   * @param {string} title
   * @param {string | RegExp} label
   */
  async commandAndPick(title, label) {
    // A busy workbench may give the focus back to what had it before the palette, which closes the command's own list.
    await eventually(`${title} to offer ${label}`, async () => {
      await this.command(title);
      return this.#entry(label)
        .click({ timeout: 3000 })
        .then(
          () => true,
          () => undefined,
        );
    });
  }

  /** @param {string | RegExp} label */
  #entry(label) {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    return rows.filter({ has: this.page.locator('.label-name', { hasText: label }) }).first();
  }

  /**
   * Saves in the editor's own file dialog, once it has come up and suggests a name.
   *
   * @param {string} suggested the name without its folder
   * @param {string} file absolute; none of that name may be there
   */
  async saveAs(suggested, file) {
    const input = this.#quickInputText();
    // Until it has read the folder, the dialog changes the text under the user's hands.
    await eventually(`the dialog to suggest ${suggested}`, async () => {
      const value = await input.inputValue({ timeout: 2000 }).catch(() => '');
      return value.split(/[\\/]/).at(-1) === suggested || undefined;
    });
    await input.fill(file);
    await this.#confirmFile();
  }

  /**
   * Chooses a file in the editor's own file dialog, once it has come up and lists the file.
   *
   * @param {string} file absolute
   */
  async chooseFile(file) {
    await this.#row('..').waitFor();
    await this.#quickInputText().fill(file);
    await this.#row(file.split(/[\\/]/).at(-1) ?? file).waitFor();
    await this.#confirmFile();
  }

  /** Presses Enter in the file dialog; again if it was still reading the folder, when it takes no notice. */
  async #confirmFile() {
    await eventually('the file dialog to close', async () => {
      await this.page.keyboard.press('Enter');
      return this.#quickInput()
        .waitFor({ state: 'hidden', timeout: 500 })
        .then(
          () => true,
          () => undefined,
        );
    });
  }

  /**
   * Opens a file, with the cursor at a place if one is given.
   *
   * @param {string} file absolute
   * @param {{ line?: number, column?: number }} [at]
   */
  async openFile(file, at = {}) {
    await this.#openQuickInput('ControlOrMeta+p');
    const place = at.line === undefined ? '' : `:${at.line}:${at.column ?? 1}`;
    await this.#quickInputText().fill(file + place);
    const name = file.split(/[\\/]/).at(-1) ?? file;
    await this.page
      .locator('.quick-input-list .monaco-list-row.focused', { hasText: name })
      .first()
      .waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
    if (at.line !== undefined) await this.#confirmCursor(at.line, at.column ?? 1);
  }

  /**
   * Enter may have chosen the file before the list had read the place behind its name: then goes there.
   *
   * @param {number} line
   * @param {number} column
   */
  async #confirmCursor(line, column) {
    // Without a status bar nothing says where the cursor is.
    if (!(await this.page.locator('.part.statusbar').isVisible())) {
      await this.cursor(line, column);
      return;
    }
    const status = this.page.locator('.statusbar-item', {
      hasText: new RegExp(`Ln ${line}, Col ${column}\\b`),
    });
    await eventually(`the cursor at ${line}:${column}`, async () => {
      const there = await status.waitFor({ timeout: 2000 }).then(
        () => true,
        () => undefined,
      );
      if (!there) await this.cursor(line, column);
      return there;
    });
  }

  /**
   * Puts the cursor of the active editor at a place and shows it.
   *
   * @param {number} line
   * @param {number} [column]
   */
  async cursor(line, column = 1) {
    await this.#openQuickInput('Control+g');
    await this.#quickInputText().fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.#quickInput().waitFor({ state: 'hidden' });
  }

  /**
   * Moves the mouse over a text in the code and reads the hover that comes up.
   *
   * @param {string} text as in the file; it must be on the screen
   * @param {{ line?: number }} [on] the line it is on, if it is on several
   * @returns {Promise<string>} the hover's text, with one line per block
   */
  async hover(text, on = {}) {
    const box = await this.textBox(text, on);
    await this.page.mouse.move(5, 5);
    const hover = this.hovers().first();
    await this.page.mouse.move(box.x + Math.min(box.width, 40) / 2, box.y + box.height / 2, {
      steps: 5,
    });
    return eventually(`a hover over "${text}"`, async () => {
      if (!(await hover.isVisible())) {
        return undefined;
      }
      const shown = plainSpaces(await hover.innerText());
      return /^\s*(Loading\.\.\.)?\s*$/.test(shown) ? undefined : shown;
    });
  }

  /** The hovers over code that are on the screen. */
  hovers() {
    return this.page.locator('.monaco-editor .monaco-hover:visible');
  }

  /** Moves the mouse away from the code, so that a hover closes. */
  async leave() {
    await this.page.mouse.move(5, 5);
    await this.hovers().first().waitFor({ state: 'hidden' });
  }

  /**
   * Where a text in the code is on the screen, in CSS pixels; the active editor is looked at first.
   *
   * @param {string} text
   * @param {{ line?: number }} [on]
   * @param {number} [limitMs] how long to wait for it
   */
  textBox(text, on = {}, limitMs = STEP_LIMIT_MS) {
    const look = async () =>
      (await this.page.evaluate(rectangleOf, { text, line: on.line })) ?? undefined;
    return eventually(`the text "${text}" on the screen`, look, limitMs);
  }

  /**
   * Clicks on a text in the code, which also puts the cursor there.
   *
   * @param {string} text
   * @param {{ line?: number }} [on]
   */
  async clickText(text, on = {}) {
    const box = await this.textBox(text, on);
    await this.page.mouse.click(box.x + 2, box.y + box.height / 2);
  }

  /** The code lenses on the screen, from top to bottom, each with the line it stands above. */
  lenses() {
    return this.page.evaluate(readLenses);
  }

  /**
   * Waits for the first lens whose text matches.
   *
   * @param {string | RegExp} text
   */
  lens(text) {
    return eventually(`a code lens "${text}"`, async () => {
      return (await this.lenses()).find((lens) => lens.text.match(text));
    });
  }

  /**
   * Clicks on a code lens, as soon as it is there.
   *
   * @param {string | RegExp} text
   */
  async clickLens(text) {
    await this.page.locator('.codelens-decoration a', { hasText: text }).first().click();
  }

  /** What extensions show behind the code of lines, which is not part of the file. */
  annotations() {
    return this.page.evaluate(readAnnotations);
  }

  /**
   * Waits for the first such text behind a line that matches.
   *
   * @param {string | RegExp} text
   */
  annotation(text) {
    return eventually(`an annotation "${text}"`, async () => {
      return (await this.annotations()).find((annotation) => annotation.text.match(text));
    });
  }

  /** The lines that have an icon in the gutter. */
  gutterIcons() {
    return this.page.evaluate(readGutterIcons);
  }

  /**
   * The page inside a webview panel of an extension, to be used like any page: `panel().getByRole(...)`.
   *
   * @param {string} extension its id, "publisher.name"
   */
  panel(extension) {
    return this.page
      .frameLocator(`iframe.webview[src*="extensionId=${extension}"]:visible`)
      .frameLocator('iframe#active-frame');
  }

  /** The titles of the open editors' tabs, in all groups. */
  async tabs() {
    return this.page
      .locator('.tabs-container .tab')
      .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute('data-resource-name') ?? ''));
  }

  /** The messages that are shown as notifications now. */
  async notifications() {
    const toasts = this.page.locator('.notifications-toasts .notification-list-item-message');
    return (await toasts.allTextContents()).map(plainSpaces);
  }

  /**
   * Replaces the user's settings, in the file that "Preferences: Open User Settings (JSON)" opens.
   *
   * @param {Readonly<Record<string, unknown>>} settings
   */
  async settings(settings) {
    this.hasChangedSettings = true;
    await this.command('Preferences: Open User Settings (JSON)');
    const tab = this.page.locator('.tab.active', { hasText: 'settings' });
    await tab.waitFor();
    const text = JSON.stringify(settings);
    const lines = this.page.locator('.editor-group-container.active .view-lines');
    // A busy workbench may lose keys, or the focus between them.
    await eventually('the settings to stand in their file', async () => {
      await lines.click();
      await this.page.keyboard.press('ControlOrMeta+a');
      await this.page.keyboard.press('Delete');
      // Typing key by key would close each bracket and quotation mark a second time.
      await this.page.keyboard.insertText(text);
      const stands = async () => plainSpaces(await lines.innerText()) === text || undefined;
      return eventually('the text', stands, 2000).catch(() => undefined);
    });
    await this.command('File: Save');
    await this.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    await this.command('View: Close Editor');
    await tab.waitFor({ state: 'detached' });
  }

  /** Closes every editor, notification and hover, so that the next test starts afresh. */
  async reset() {
    await this.page.mouse.move(5, 5);
    await this.page.keyboard.press('Escape');
    await this.command('Notifications: Clear All Notifications');
    await this.command('View: Revert and Close Editor');
    await this.command('View: Close All Editors');
    await eventually('all editors to close', async () => {
      return (await this.tabs()).length === 0 || undefined;
    });
  }

  /** @param {string} label of an entry of the open list, whole */
  #row(label) {
    return this.page
      .locator('.quick-input-list .monaco-list-row', {
        has: this.page.locator('.label-name', { hasText: exactText(label) }),
      })
      .first();
  }

  /**
   * Opens the palette or another list by its key; again if a busy workbench has lost the first press.
   *
   * @param {string} key
   */
  async #openQuickInput(key) {
    await eventually(`the list that ${key} opens`, async () => {
      await this.page.keyboard.press(key);
      return this.#quickInput()
        .waitFor({ timeout: 5000 })
        .then(
          () => true,
          () => undefined,
        );
    });
  }

  #quickInput() {
    return this.page.locator('.quick-input-widget:visible').first();
  }

  /** What is typed into it. */
  #quickInputText() {
    return this.page.locator('.quick-input-widget input[type="text"]').first();
  }
}

/**
 * Tries until there is a value.
 *
 * @template T
 * @param {string} what for the error's message
 * @param {() => Promise<T | undefined>} attempt
 * @param {number} [limitMs]
 * @returns {Promise<T>}
 */
async function eventually(what, attempt, limitMs = STEP_LIMIT_MS) {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    }
    await sleep(50);
  }
}

/** @param {string} text with the spaces that cannot break, which the workbench uses in many places */
function plainSpaces(text) {
  return text.replaceAll('\u00a0', ' ');
}
