"""Three coffee orders that start together: about 2 seconds for all of them, not 6.

Look at: each order gives up control at `await`, so the next one can start.
"""

import asyncio


async def order_coffee(name):
    print(f"{name} ordered coffee")
    await asyncio.sleep(2)  # the barista is at work; the event loop is free
    print(f"{name} got coffee")


async def main():
    await asyncio.gather(
        order_coffee("Alice"),
        order_coffee("Bob"),
        order_coffee("Charlie"),
    )


if __name__ == "__main__":
    asyncio.run(main())
