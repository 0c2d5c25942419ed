import type { Shape } from '../trace/list';

/** What a task does at a time: `created` until it is put in a queue or runs, `ready` while it waits for its turn. */
export const statuses = ['created', 'ready', 'running', 'suspended'] as const;
export type Status = (typeof statuses)[number];

/** A stretch of time, in ms, in which a task does one thing. */
export interface Stretch {
  readonly status: Status;
  readonly from: number;
  readonly to: number;
  /** Of what is suspended: the number of the await; null where the trace does not tell where that is. */
  readonly await: number | null;
}

/** A stretch as numbers. */
export const stretchShape: Shape<Stretch> = {
  width: 4,
  write: ({ status, from, to, await: at }) => [statuses.indexOf(status), from, to, at ?? -1],
  read: (numbers, at) => {
    const place = numbers[at + 3] ?? -1;
    return {
      status: statuses[numbers[at] ?? 0] ?? 'created',
      from: numbers[at + 1] ?? 0,
      to: numbers[at + 2] ?? 0,
      await: place < 0 ? null : place,
    };
  },
};
