"""A chat room: every member waits on an inbox of their own, and one message wakes all of them.

Look at: `inbox.get()` suspends a member until `say` puts something in; `put_nowait` itself waits for nothing.
"""

import asyncio


class Room:
    def __init__(self):
        self.inboxes = {}

    def join(self, name):
        self.inboxes[name] = asyncio.Queue()
        return self.inboxes[name]

    def say(self, sender, text):
        for name, inbox in self.inboxes.items():
            if name != sender:
                inbox.put_nowait(f"{sender}: {text}")


async def member(name, inbox: asyncio.Queue):
    while True:
        message = await inbox.get()  # parked until somebody says something
        if message is None:
            break
        print(f"{name} reads «{message}»")
    print(f"{name} leaves")


async def main():
    room = Room()
    members = [asyncio.create_task(member(name, room.join(name))) for name in ("Ann", "Ben", "Cleo")]
    room.say("Ann", "Hello!")
    await asyncio.sleep(0.2)
    room.say("Ben", "Hi Ann.")
    await asyncio.sleep(0.2)
    for inbox in room.inboxes.values():
        inbox.put_nowait(None)
    await asyncio.gather(*members)


if __name__ == "__main__":
    asyncio.run(main())
