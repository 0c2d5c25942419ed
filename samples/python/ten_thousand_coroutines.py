"""Ten thousand coroutines in one thread: each is suspended at its `await`, and a suspended one costs next to nothing.

Look at: they all wait at the same time, so the whole program takes about one second.
"""

import asyncio


async def nap():
    await asyncio.sleep(1)


async def main():
    await asyncio.gather(*(nap() for _ in range(10_000)))
    print("10000 coroutines have slept")


if __name__ == "__main__":
    asyncio.run(main())
