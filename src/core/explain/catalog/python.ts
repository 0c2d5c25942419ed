import { aiohttp } from './aiohttp';
import { asyncio } from './asyncio';
import { pythonLanguage } from './pythonLanguage';
import type { Library } from './schema';

/** The libraries of Python that the catalog knows. */
export const pythonLibraries: readonly Library[] = [pythonLanguage, asyncio, aiohttp];
