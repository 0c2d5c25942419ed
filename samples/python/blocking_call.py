"""A blocking call freezes everyone: `time.sleep` keeps the thread that the event loop needs for the clock.

Look at: the clock is due every 0.2 seconds and comes late; the repaired twin of this sample shows the way out.
"""

import asyncio
import time


async def clock():
    for tick in range(1, 5):
        await asyncio.sleep(0.2)
        print(f"tick {tick}")


def resize_picture():
    time.sleep(0.7)  # no await in here: nothing else can run
    return "small picture"


async def upload():
    await asyncio.sleep(0.3)
    print("resizing")
    picture = resize_picture()
    print(f"uploaded the {picture}")


async def main():
    await asyncio.gather(clock(), upload())


if __name__ == "__main__":
    asyncio.run(main())
