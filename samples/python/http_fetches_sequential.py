"""The same three HTTP fetches, one after the other: the sum of the waits instead of the longest.

Look at: the second request is not even sent before the first page is there.
"""

import asyncio

try:
    import aiohttp
except ImportError:
    aiohttp = None  # then `get` speaks HTTP itself

PATHS = ["/200", "/400", "/600"]


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
    """Takes as many milliseconds as the path says; the page's text comes 100 ms later."""
    request = await reader.readuntil(b"\r\n\r\n")
    path = request.split()[1].decode()
    await asyncio.sleep(int(path[1:]) / 1000)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n")
    await asyncio.sleep(0.1)
    writer.write(b"a page")
    writer.close()


async def get_by_aiohttp(port, path):
    url = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return await response.text()


async def get(port, path):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")  # the response's headers
    text = await reader.readexactly(6)  # and its body
    writer.close()
    return text.decode()


async def fetch(port, path):
    print(f"start {path}")
    text = await (get_by_aiohttp if aiohttp else get)(port, path)
    print(f"done {path}")
    return text


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    pages = []
    for path in PATHS:
        pages.append(await fetch(port, path))
    print(f"{len(pages)} pages")
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
