import type { Depiction } from '../protocol/messages';
import { changedTheme } from './lanes/paint';
import { pictureOf } from './lanes/picture';
import type { Loaded } from './store';

/** How the page looks, for an export that is to look the same; without a replay there is no picture. */
export async function depict(loaded: Loaded | null): Promise<Depiction> {
  const { style } = document.documentElement;
  const theme: Record<string, string> = {};
  for (const name of style) {
    const value = style.getPropertyValue(name).trim();
    if (/^--vscode-[\w-]+$/.test(name) && /^[^;{}<>\\]{1,1000}$/.test(value)) theme[name] = value;
  }
  const kind = [...document.body.classList].find((each) => each.startsWith('vscode-')) ?? '';
  const png = loaded ? await pictureOf(loaded, changedTheme()) : new Uint8Array();
  return { png, theme, kind };
}
