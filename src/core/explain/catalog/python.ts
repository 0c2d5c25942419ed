import { aiofiles } from './aiofiles';
import { aiohttp } from './aiohttp';
import { anyio } from './anyio';
import { asyncio } from './asyncio';
import { asyncpg } from './asyncpg';
import { httpx } from './httpx';
import { motor } from './motor';
import { pythonLanguage } from './pythonLanguage';
import { redis } from './redis';
import { websockets } from './websockets';
import { aiosqlite } from './aiosqlite';
import { sqlalchemy } from './sqlalchemy';
import type { Library } from './schema';
import { starlette } from './starlette';
import { trio } from './trio';

/** The libraries of Python that the catalog knows. */
export const pythonLibraries: readonly Library[] = [
  pythonLanguage,
  asyncio,
  aiohttp,
  httpx,
  starlette,
  anyio,
  trio,
  aiofiles,
  asyncpg,
  redis,
  websockets,
  aiosqlite,
  sqlalchemy,
  motor,
];
