"""The blocking call, repaired: it runs in a thread, and `await` gives the event loop back to the clock.

Look at: `asyncio.to_thread` suspends upload alone; the clock ticks on time while the picture is resized.
"""

import asyncio
import time


async def clock():
    for tick in range(1, 5):
        await asyncio.sleep(0.2)
        print(f"tick {tick}")


def resize_picture():
    time.sleep(0.6)  # blocks its own thread only
    return "small picture"


async def upload():
    await asyncio.sleep(0.3)
    print("resizing")
    picture = await asyncio.to_thread(resize_picture)
    print(f"uploaded the {picture}")


async def main():
    await asyncio.gather(clock(), upload())


if __name__ == "__main__":
    asyncio.run(main())
