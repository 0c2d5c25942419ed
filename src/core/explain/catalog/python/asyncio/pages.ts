const library = 'https://docs.python.org/3/library/';

/** The place of a name on the page about coroutines and tasks; `name` is without its `asyncio.`. */
export function taskPage(name: string): string {
  return `${library}asyncio-task.html#asyncio.${name}`;
}

/** The place of a name on the page about futures. */
export function futurePage(name: string): string {
  return `${library}asyncio-future.html#asyncio.${name}`;
}
