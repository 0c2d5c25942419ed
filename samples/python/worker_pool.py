"""A worker pool: two workers share a queue of five jobs, and whoever is free takes the next one.

Look at: `jobs.join()` suspends main until each job that was put in the queue is reported done.
"""

import asyncio


async def worker(name, jobs):
    while True:
        job, seconds = await jobs.get()
        print(f"{name} starts {job}")
        await asyncio.sleep(seconds)  # the job itself
        print(f"{name} has done {job}")
        jobs.task_done()


async def main():
    jobs = asyncio.Queue()
    for job, seconds in [("wash", 0.5), ("cut", 0.2), ("boil", 0.6), ("serve", 0.1), ("pay", 0.4)]:
        jobs.put_nowait((job, seconds))
    workers = [asyncio.create_task(worker(name, jobs), name=name) for name in ("left", "right")]
    await jobs.join()
    for each in workers:
        each.cancel()  # they wait for a sixth job, which never comes
    await asyncio.gather(*workers, return_exceptions=True)
    print("all done")


if __name__ == "__main__":
    asyncio.run(main())
