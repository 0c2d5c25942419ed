import { asyncio } from './asyncio';
import type { Library } from './schema';

/** The libraries of Python that the catalog knows. */
export const pythonLibraries: readonly Library[] = [asyncio];
