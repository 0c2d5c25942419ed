"""10,000 tasks that do nothing but give up control ten times."""

import asyncio
from time import process_time


async def work():
    for _ in range(10):
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*(work() for _ in range(10_000)))


begin = process_time()
asyncio.run(main())
print((process_time() - begin) * 1000)
