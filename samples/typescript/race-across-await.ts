/**
 * A race across an await: what was read before `await` may be out of date after it.
 * Look at: both withdrawals read 100 before either writes; one after the other, the second one reads 40.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

class Account {
  balance = 100;
  private last = Promise.resolve();

  async withdraw(amount: number): Promise<void> {
    const balance = this.balance;
    await sleep(100); // the other one runs here
    this.balance = balance - amount;
  }

  async withdrawSafely(amount: number): Promise<void> {
    const before = this.last;
    let release = () => {};
    this.last = new Promise((resolve) => (release = resolve));
    await before; // until the one before is through
    await this.withdraw(amount);
    release();
  }
}

async function main(): Promise<void> {
  let account = new Account();
  await Promise.all([account.withdraw(60), account.withdraw(30)]);
  console.log(`all at once: ${account.balance}`);

  account = new Account();
  await Promise.all([account.withdrawSafely(60), account.withdrawSafely(30)]);
  console.log(`one after the other: ${account.balance}`);
}

main();

export {};
