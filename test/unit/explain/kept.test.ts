import { check } from './explainedTrees';

const main = `import asyncpg
import httpx
from contextlib import asynccontextmanager
from fastapi import FastAPI

@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool("postgres://localhost/shop")
    async with httpx.AsyncClient() as client:
        app.state.http = client
        yield

app = FastAPI(lifespan=lifespan)
`;

const keys = `import asyncpg
from aiohttp import web
cache = web.AppKey("cache", asyncpg.Connection)

async def start(app: web.Application):
    app["db"] = await asyncpg.create_pool("postgres://localhost/shop")
`;

describe('what a program keeps in the objects of its framework', () => {
  check({
    'finds an attribute of a FastAPI application’s state': [
      { '/shop/main.py': `${main}async def stop():\n    await app.state.pool.close()\n` },
      {},
      {},
      {},
      { callee: 'asyncpg.Pool.close' },
    ],
    'finds it from a request, in another file of the package': [
      {
        '/shop/routes.py':
          'from fastapi import Request\nasync def users(request: Request):\n    await request.app.state.http.get("/users")\n',
        '/shop/main.py': main,
      },
      { callee: 'httpx.AsyncClient.get' },
    ],
    'does not take another object’s attribute for it': [
      {
        '/shop/main.py':
          'from fastapi import Request\nasync def users(request: Request, other):\n    other.pool = make()\n    await request.state.pool.close()\n',
      },
      { waitsFor: 'unknown' },
    ],
    'finds what an aiohttp application has under a key': [
      {
        '/shop/routes.py':
          'from aiohttp import web\nasync def users(request: web.Request):\n    await request.app["db"].fetch("select 1")\n',
        '/shop/main.py': keys,
      },
      { callee: 'asyncpg.Pool.fetch' },
    ],
    'reads the type that an AppKey has': [
      {
        '/shop/main.py': `${keys}async def users(request: web.Request):\n    await request.app[cache].execute("select 1")\n`,
      },
      {},
      { callee: 'asyncpg.Connection.execute' },
    ],
    'reads the type of an AppKey where it is declared': [
      {
        '/shop/main.py':
          'import asyncio\nfrom aiohttp import web\njobs: web.AppKey[asyncio.Queue] = web.AppKey("jobs")\nasync def users(request: web.Request):\n    await request.app[jobs].get()\n',
      },
      { callee: 'asyncio.Queue.get' },
    ],
    'finds what is asked for by get()': [
      {
        '/shop/routes.py':
          'from aiohttp import web\nasync def users(request: web.Request):\n    pool = request.app.get("db")\n    await pool.fetch("select 1")\n',
        '/shop/main.py': keys,
      },
      { callee: 'asyncpg.Pool.fetch' },
    ],
    'finds what a Discord bot is given': [
      {
        '/bot/main.py':
          'import asyncpg\nfrom discord.ext import commands\nbot = commands.Bot("!")\n\nasync def setup():\n    bot.db = await asyncpg.create_pool("postgres://localhost/bot")\n\nasync def top(ctx: commands.Context):\n    await ctx.bot.db.fetch("select 1")\n',
      },
      {},
      { callee: 'asyncpg.Pool.fetch' },
    ],
  });
});
