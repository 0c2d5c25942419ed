"""The same three HTTP fetches, one after the other: the sum of the waits instead of the longest.

Look at: the second request is not even sent before the first page is there.
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
    pages = []
    async with aiohttp.ClientSession() as session:
        for url in URLS:
            pages.append(await fetch(session, url))
    print(f"{len(pages)} pages")


if __name__ == "__main__":
    asyncio.run(main())
