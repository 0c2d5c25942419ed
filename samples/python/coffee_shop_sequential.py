"""The same three coffee orders, one after the other: 2 + 2 + 2 seconds.

Look at: `await` alone starts nothing in parallel; the next order starts only when this one is done.
"""

import asyncio


async def order_coffee(name):
    print(f"{name} ordered coffee")
    await asyncio.sleep(2)
    print(f"{name} got coffee")


async def main():
    await order_coffee("Alice")
    await order_coffee("Bob")
    await order_coffee("Charlie")


if __name__ == "__main__":
    asyncio.run(main())
