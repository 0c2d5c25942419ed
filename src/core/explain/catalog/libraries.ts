import * as javascript from './javascript';
import * as python from './python';
import type { Library } from './schema';

/** All that is known of awaitables, for the language's own catalog. */
export const pythonLibraries: readonly Library[] = Object.values(python);
export const javascriptLibraries: readonly Library[] = Object.values(javascript);
