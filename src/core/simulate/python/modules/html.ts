import { makeModule } from '../operations/native';

/* Lib/html: `unescape` would need the names of all characters. */

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

export const htmlModule = makeModule('html', {
  'escape(s, quote=True)': (text: string, quote: boolean) =>
    text.replace(quote ? /[&<>"']/g : /[&<>]/g, (character) => references[character] ?? character),
});
