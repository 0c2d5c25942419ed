"""Three HTTP fetches that overlap: all start at T=0, wait together, and resume as replies come in.

Look at: `session.get` waits for the response's headers, `response.text()` for its body.
"""

import asyncio

import aiohttp

URLS = [
    "https://example.com/",
    "https://example.org/",
    "https://example.net/",
]


async def fetch(session, url):
    print(f"start {url}")
    async with session.get(url) as response:
        text = await response.text()
    print(f"done {url}")
    return text


async def main():
    async with aiohttp.ClientSession() as session:
        pages = await asyncio.gather(*(fetch(session, url) for url in URLS))
    print(f"{len(pages)} pages")


if __name__ == "__main__":
    asyncio.run(main())
