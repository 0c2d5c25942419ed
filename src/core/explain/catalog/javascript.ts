import { node } from './node';
import { promises } from './promises';
import type { Library } from './schema';
import { web } from './web';

/** The libraries of JavaScript and TypeScript that the catalog knows. */
export const javascriptLibraries: readonly Library[] = [promises, web, node];
