import { checkLast } from './explainedTrees';

describe('what a library passes to functions of a Python program', () => {
  checkLast('python', {
    'is known of a function that a decorator takes': [
      'from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get("/")\nasync def handle(request):\n    await request.json()\n',
      { callee: 'aiohttp.web.Request.json' },
    ],
    'is known of one that a decorator without arguments takes': [
      'from aiohttp import web\n@web.middleware\nasync def log(request, handler):\n    return await handler(request)\n',
      {
        callee: 'aiohttp.typedefs.Handler.__call__',
        suspends: 'maybe',
        lens: 'waits for the next middleware or the handler to answer',
      },
    ],
    'is known of one that is given by name': [
      'from aiohttp import web\nasync def handle(request):\n    await request.post()\napp = web.Application()\napp.router.add_post("/", handle)\n',
      { callee: 'aiohttp.web.Request.post' },
    ],
    'is known of a method that overrides one of the library': [
      'from starlette.middleware.base import BaseHTTPMiddleware\nclass Timing(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n        return await call_next(request)\n',
      {
        callee: 'starlette.middleware.base.RequestResponseEndpoint.__call__',
        waitsFor: 'task',
        suspends: 'always',
      },
    ],
    'is known of a WebSocket handler of Sanic': [
      'from sanic import Sanic\napp = Sanic("a")\n@app.websocket("/feed")\nasync def feed(request, ws):\n    await ws.send("hi")\n',
      { callee: 'sanic.Websocket.send' },
    ],
    'is known of a FastAPI middleware': [
      'from fastapi import FastAPI, Request\napp = FastAPI()\n@app.middleware("http")\nasync def timing(request: Request, call_next):\n    return await call_next(request)\n',
      { callee: 'starlette.middleware.base.RequestResponseEndpoint.__call__' },
    ],
    'is known by the name of an event': [
      'from discord.ext import commands\nbot = commands.Bot("!")\n@bot.event\nasync def on_message(message):\n    await message.channel.send("hi")\n',
      { callee: 'discord.TextChannel.send' },
    ],
    'is known by the name that a decorator is given': [
      'from discord.ext import commands\nbot = commands.Bot("!")\n@bot.listen("on_message")\nasync def count(message):\n    await message.delete()\n',
      { callee: 'discord.Message.delete' },
    ],
    'is known of methods of a cog': [
      'from discord.ext import commands\nclass Fun(commands.Cog):\n    @commands.command()\n    async def roll(self, ctx, sides: int):\n        await ctx.reply("4")\n',
      { callee: 'discord.ext.commands.Context.reply' },
    ],
    'is known of a function that the library looks for by name, and of what that hands on': [
      'from discord.ext import commands\nclass Fun(commands.Cog):\n    def __init__(self, bot):\n        self.bot = bot\n    async def cog_load(self):\n        await self.bot.wait_until_ready()\nasync def setup(bot):\n    bot.add_cog(Fun(bot))\n',
      { callee: 'discord.Client.wait_until_ready' },
    ],
    'is not assumed of a function that another module has by that name': [
      'import asyncio\nasync def setup(bot):\n    await bot.start()\n',
      { waitsFor: 'unknown' },
    ],
    'is known of fixtures of a plugin': [
      'from aiohttp import web\nasync def test_root(aiohttp_client):\n    client = await aiohttp_client(web.Application())\n    await client.get("/")\n',
      { callee: 'aiohttp.ClientSession.get' },
    ],
    'is known of an ASGI application by its parameters': [
      'class App:\n    def __init__(self, app):\n        self.app = app\n    async def __call__(self, scope, receive, send):\n        await self.app(scope, receive, send)\n',
      {
        callee: 'asgiref.typing.ASGI3Application.__call__',
        lens: 'waits for the application to handle the connection',
      },
    ],
    'is known of what an ASGI application receives': [
      'async def app(scope, receive, send):\n    event = await receive()\n',
      { callee: 'asgiref.typing.ASGIReceiveCallable.__call__', suspends: 'maybe' },
    ],
  });
});

describe('what is told by how a library is used', () => {
  checkLast('python', {
    'is the collection under a key of a database of MongoDB': [
      'from motor.motor_asyncio import AsyncIOMotorClient\ndb = AsyncIOMotorClient()["shop"]\nasync def f():\n    await db["users"].find_one({})\n',
      { callee: 'motor.motor_asyncio.AsyncIOMotorCollection.find_one' },
    ],
    'is the class of the sessions of SQLAlchemy': [
      'from sqlalchemy.ext.asyncio import AsyncSession\nfrom sqlalchemy.orm import sessionmaker\nSession = sessionmaker(None, class_=AsyncSession)\nasync def f():\n    async with Session() as session:\n        await session.commit()\n',
      { callee: 'sqlalchemy.ext.asyncio.AsyncSession.commit' },
    ],
    'is the pipeline that its commands are put in': [
      'import redis.asyncio as redis\nasync def f():\n    async with redis.Redis().pipeline() as pipe:\n        await pipe.set("a", 1).get("a").execute()\n',
      { callee: 'redis.asyncio.client.Pipeline.execute' },
    ],
    'is that a spooled file of aiofiles may be in memory': [
      'import aiofiles.tempfile\nasync def f():\n    async with aiofiles.tempfile.SpooledTemporaryFile() as file:\n        await file.write(b"")\n',
      { suspends: 'maybe', waitsFor: 'file' },
    ],
    'is that a function which only gives the loop a turn does that': [
      'import trio\nasync def rest():\n    await trio.lowlevel.checkpoint()\nasync def f():\n    await rest()\n',
      { summary: 'Runs rest() in this task; at line 3 it always waits for one turn of the loop.' },
    ],
  });
});

describe('files in MongoDB', () => {
  checkLast('python', {
    'are read and found by threads with Motor': [
      'from motor.motor_asyncio import AsyncIOMotorGridFSBucket\nasync def f(db, key):\n    out = await AsyncIOMotorGridFSBucket(db).open_download_stream(key)\n    await out.read()\n',
      { waitsFor: 'network', suspends: 'always', lens: 'waits for data of file out' },
    ],
    'are kept until a chunk is full with PyMongo': [
      'from gridfs import AsyncGridFSBucket\nasync def f(db):\n    file = AsyncGridFSBucket(db).open_upload_stream("b.txt")\n    await file.write(b"1")\n',
      {
        waitsFor: 'network',
        suspends: 'maybe',
        suspendsBecause:
          'Only whole chunks (of 255 KiB, unless set) are sent; the rest is kept until close().',
      },
    ],
    'come in batches': [
      'from gridfs import AsyncGridFSBucket\nasync def f(db):\n    async for file in AsyncGridFSBucket(db).find({}):\n        await file.readline()\n',
      { lens: 'waits for a line of file', suspends: 'maybe' },
    ],
  });
});

describe('what a library passes to functions of a JavaScript program', () => {
  checkLast('javascript', {
    'is known of the handler of a server': [
      "import http from 'node:http';\nhttp.createServer(async (request, response) => { for await (const part of request) response.write(part); });\n",
      { waitsFor: 'network', lens: 'waits for the next chunk of request' },
    ],
    'is known of a listener, by its event': [
      "import { Server } from 'node:http';\nconst server = new Server();\nserver.on('connection', async (socket) => { for await (const part of socket) socket.write(part); });\n",
      { waitsFor: 'network', lens: 'waits for the next chunk of socket' },
    ],
    'is known of what once() gives': [
      "import { once } from 'node:events';\nimport { get } from 'node:http';\nconst [response] = await once(get('http://a'), 'response');\nfor await (const part of response) console.log(part);\n",
      { waitsFor: 'network', lens: 'waits for the next chunk of response' },
    ],
    'is not guessed for an event of which nothing is known': [
      "import { Server } from 'node:http';\nnew Server().on('upgrade', async (request) => { await request; });\n",
      { waitsFor: 'unknown' },
    ],
  });
});
