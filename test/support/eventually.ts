import { expect } from 'vitest';

/** `expect.poll` with the patience that a browser on a busy machine needs. */
export const eventually = <Value>(read: () => Value): ReturnType<typeof expect.poll<Value>> => expect.poll(read, { timeout: 15_000, interval: 25 });
