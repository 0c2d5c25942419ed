import { promises } from './promises';
import type { Library } from './schema';

/** The libraries of JavaScript and TypeScript that the catalog knows. */
export const javascriptLibraries: readonly Library[] = [promises];
