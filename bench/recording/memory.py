"""Rounds of tasks that end, each with a result of its own; prints the peak of the resident memory in bytes."""

import asyncio
import re
import sys


async def work(number):
    await asyncio.sleep(0)
    return f"result {number}"


async def main():
    for round in range(int(sys.argv[1])):
        await asyncio.gather(*(work(round * 1000 + number) for number in range(1000)))


asyncio.run(main())
# Not getrusage(): its peak is also that of the process that started this one.
with open("/proc/self/status") as status:
    print(int(re.search(r"VmHWM:\s*(\d+) kB", status.read())[1]) * 1024)
