"""Backpressure: a fast producer and a slow consumer, with room for two items between them.

Look at: `put` passes without suspending while there is room, and waits for the consumer once the queue is full.
"""

import asyncio


async def produce(queue):
    for number in range(5):
        await queue.put(number)  # suspends only when two items are waiting
        print(f"put {number}")
    await queue.put(None)


async def consume(queue):
    while True:
        number = await queue.get()
        if number is None:
            return
        print(f"got {number}")
        await asyncio.sleep(0.2)  # slow


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(produce(queue), consume(queue))


if __name__ == "__main__":
    asyncio.run(main())
