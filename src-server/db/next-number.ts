import type { Db } from './schema.ts';

/** The next number of a series, from 1. Holds the series until the transaction ends: numbers neither repeat nor race. */
export async function nextNumber(tx: Db, series: string): Promise<number> {
  const { value } = await tx
    .insertInto('counters')
    .values({ name: series, value: 1 })
    .onConflict(conflict => conflict.column('name').doUpdateSet(update => ({ value: update('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}
