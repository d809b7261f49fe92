import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#shared/errors/app-error';

/** Argon2id (the library's default variant), 64 MiB, three passes: about 50 ms of one core each. */
const options = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 } as const;
const maxRunning = availableParallelism();
const maxWaiting = 64;

let running = 0;
const waiting: (() => void)[] = [];

/** At most one hash per core at once and a short queue, for each process: hashing must not be a lever to stop the server. */
export async function withHashingSlot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= maxRunning) {
    if (waiting.length >= maxWaiting) throw new AppError('server.busy');
    await new Promise<void>(resolve => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    // The slot passes to the next in the queue, or becomes free.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

let decoy: Promise<string> | undefined;

/** Without a stored hash it costs the same and answers false, so that a name without an account takes as long as one with. */
export async function isPassword(password: string, storedHash: string | undefined): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(storedHash ?? (await decoy), password);
  return isRight && storedHash !== undefined;
}
