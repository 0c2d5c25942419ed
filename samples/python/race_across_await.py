"""A race across an await: what was read before `await` may be out of date after it.

Look at: both withdrawals read 100 before either writes; with the lock, the second one waits and reads 40.
"""

import asyncio


class Account:
    def __init__(self):
        self.balance = 100
        self.lock = asyncio.Lock()

    async def withdraw(self, amount):
        balance = self.balance
        await asyncio.sleep(0.1)  # the other one runs here
        self.balance = balance - amount

    async def withdraw_safely(self, amount):
        async with self.lock:
            await self.withdraw(amount)


async def main():
    account = Account()
    await asyncio.gather(account.withdraw(60), account.withdraw(30))
    print(f"without a lock: {account.balance}")

    account = Account()
    await asyncio.gather(account.withdraw_safely(60), account.withdraw_safely(30))
    print(f"with a lock: {account.balance}")


if __name__ == "__main__":
    asyncio.run(main())
