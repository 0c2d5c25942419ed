"""2,000 clients of an echo server of the program's own, a hundred at a time."""

import asyncio
from time import process_time


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def client(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(b"hello\n")
        await reader.readline()
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for _ in range(20):
        await asyncio.gather(*(client(port) for _ in range(100)))
    server.close()


begin = process_time()
asyncio.run(main())
print((process_time() - begin) * 1000)
