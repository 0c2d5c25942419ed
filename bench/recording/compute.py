"""Work on the CPU between awaits: tight loops, and many small calls."""

import asyncio
from time import process_time


def step(value):
    return value * 3 % 1009


async def work():
    total = 0
    for _ in range(20):
        for value in range(30_000):
            total += step(value)
        await asyncio.sleep(0)
    return total


async def main():
    return sum(await asyncio.gather(*(work() for _ in range(4))))


begin = process_time()
total = asyncio.run(main())
print((process_time() - begin) * 1000, total)
