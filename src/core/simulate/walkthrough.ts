import type { SyntaxDocument } from '../syntax/document';
import type { Suspensions } from '../suspension/types';
import { walkThroughJavaScript } from './javascript/walkthrough';
import { walkThroughPython } from './python/walkthrough';
import type { Walkthrough, WalkthroughOptions } from './types';

/** Works out what a file or function does on its language's event loop, from the source alone. Never throws on source text. */
export function walkThrough(
  document: SyntaxDocument,
  suspensions: Suspensions,
  options: WalkthroughOptions,
): Walkthrough {
  return document.language === 'python'
    ? walkThroughPython(document, suspensions, options)
    : walkThroughJavaScript(document, suspensions, options);
}
