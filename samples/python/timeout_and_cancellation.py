"""Timeout and cancellation: both end an await early, by an exception that is raised at that very await.

Look at: the cake is cancelled by its timeout and cleans up in `finally`; the tea is cancelled by main.
"""

import asyncio


async def bake(name, seconds):
    try:
        print(f"{name} goes in")
        await asyncio.sleep(seconds)  # CancelledError comes out of here
        print(f"{name} is done")
    finally:
        print(f"{name} is taken out")


async def main():
    try:
        await asyncio.wait_for(bake("cake", 5), timeout=0.5)
    except asyncio.TimeoutError:
        print("no cake today")

    tea = asyncio.create_task(bake("tea", 5))
    await asyncio.sleep(0.2)
    tea.cancel()
    try:
        await tea
    except asyncio.CancelledError:
        print("no tea either")


if __name__ == "__main__":
    asyncio.run(main())
