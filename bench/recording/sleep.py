"""10,000 tasks that do nothing but give up control ten times."""

import asyncio
from time import perf_counter


async def work():
    for _ in range(10):
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*(work() for _ in range(10_000)))


begin = perf_counter()
asyncio.run(main())
print((perf_counter() - begin) * 1000)
