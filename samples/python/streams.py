"""Streams: a client and a server talk line by line over a real socket, in one thread.

Look at: `readline` suspends until the other side has written; `drain` waits only if the socket is full.
"""

import asyncio


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    while True:
        line = await reader.readline()  # empty when the client says no more
        if not line:
            break
        await asyncio.sleep(0.1)  # thinking
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    reader, writer = await asyncio.open_connection(host, port)
    for word in ("tea", "cake"):
        writer.write(f"{word}\n".encode())
        await writer.drain()
        reply = await reader.readline()
        print(f"{word} -> {reply.decode().strip()}")
    writer.write_eof()  # nothing more to say
    await reader.read()  # until the server has closed, too
    writer.close()
    await writer.wait_closed()
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
