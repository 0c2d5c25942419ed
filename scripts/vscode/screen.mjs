// @ts-check

/**
 * Reads the code editor's screen. Each exported reader runs inside the page, so it can use nothing that
 * is outside it, and finds a line's number by the height at which the editor draws both.
 *
 * @typedef {{ line: number, text: string }} LineText `line` is 1-based
 */

/**
 * Matches a text as a whole; the workbench may write its spaces as spaces that cannot break.
 *
 * @param {string} text
 */
export function exactText(text) {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^\\s*${escaped.replaceAll(' ', '\\s')}\\s*$`);
}

/**
 * @param {{ text: string, line: number | undefined }} wanted
 * @returns {{ x: number, y: number, width: number, height: number } | null} null if it is not visible
 */
export function rectangleOf({ text, line }) {
  // The active group comes first; it may hold a panel and no code, though.
  const editors = [
    ...document.querySelectorAll('.editor-group-container.active .monaco-editor'),
    ...document.querySelectorAll('.editor-group-container:not(.active) .monaco-editor'),
  ];
  for (const editor of editors) {
    const numberAt = new Map();
    for (const row of editor.querySelectorAll('.margin-view-overlays > div')) {
      const number = Number(row.querySelector('.line-numbers')?.textContent);
      numberAt.set(Math.round(row.getBoundingClientRect().top), number);
    }
    const rows = [...editor.querySelectorAll('.view-lines > .view-line')];
    rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    for (const row of rows) {
      const top = Math.round(row.getBoundingClientRect().top);
      const start = (row.textContent ?? '').replaceAll('\u00a0', ' ').indexOf(text);
      if (start < 0 || (line !== undefined && numberAt.get(top) !== line)) {
        continue;
      }
      const range = document.createRange();
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      let offset = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (start >= offset && start < offset + length) {
          range.setStart(node, start - offset);
        }
        if (start + text.length > offset && start + text.length <= offset + length) {
          range.setEnd(node, start + text.length - offset);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
        offset += length;
      }
    }
  }
  return null;
}

/** @returns {LineText[]} */
export function readLenses() {
  const found = [];
  for (const editor of document.querySelectorAll('.monaco-editor')) {
    const numbers = [...editor.querySelectorAll('.margin-view-overlays > div')]
      .map((row) => ({
        top: row.getBoundingClientRect().top,
        line: Number(row.querySelector('.line-numbers')?.textContent),
      }))
      .filter(({ line }) => line > 0);
    for (const lens of editor.querySelectorAll('.codelens-decoration')) {
      const { top, height } = lens.getBoundingClientRect();
      const text = (lens.textContent ?? '').replaceAll('\u00a0', ' ').trim();
      const below = numbers.filter((number) => number.top >= top + height / 2);
      const line = Math.min(...below.map((number) => number.line));
      if (height > 0 && text !== '' && Number.isFinite(line)) {
        found.push({ line, text, top });
      }
    }
  }
  return found.sort((a, b) => a.top - b.top).map(({ line, text }) => ({ line, text }));
}

/** @returns {LineText[]} */
export function readAnnotations() {
  const found = [];
  for (const editor of document.querySelectorAll('.monaco-editor')) {
    const numberAt = new Map();
    for (const row of editor.querySelectorAll('.margin-view-overlays > div')) {
      const number = Number(row.querySelector('.line-numbers')?.textContent);
      numberAt.set(Math.round(row.getBoundingClientRect().top), number);
    }
    for (const row of editor.querySelectorAll('.view-lines > .view-line')) {
      let text = '';
      for (const span of row.querySelectorAll('span')) {
        const content = getComputedStyle(span, '::after').content;
        if (content.startsWith('"')) {
          text += JSON.parse(content);
        }
      }
      const line = numberAt.get(Math.round(row.getBoundingClientRect().top));
      if (text !== '' && line > 0) {
        found.push({ line, text: text.replaceAll('\u00a0', ' ').trim() });
      }
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

/** @returns {number[]} */
export function readGutterIcons() {
  const found = [];
  for (const editor of document.querySelectorAll('.monaco-editor')) {
    const numberAt = new Map();
    for (const row of editor.querySelectorAll('.margin-view-overlays > div')) {
      const number = Number(row.querySelector('.line-numbers')?.textContent);
      numberAt.set(Math.round(row.getBoundingClientRect().top), number);
    }
    for (const icon of editor.querySelectorAll('.glyph-margin-widgets > div')) {
      const line = numberAt.get(Math.round(icon.getBoundingClientRect().top));
      if (line > 0) {
        found.push(line);
      }
    }
  }
  return found.sort((a, b) => a - b);
}
