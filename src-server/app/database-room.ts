import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../db/schema.ts';
import type { ServerConfig } from './config.ts';

/** Bytes that the database may still grow by: on our own disk as the disk says, in PostgreSQL what is left of the room it was given. */
export async function findDatabaseRoom(db: Db, { database, dataDirectory, databaseRoomBytes }: Pick<ServerConfig, 'database' | 'dataDirectory' | 'databaseRoomBytes'>): Promise<number | null> {
  if (databaseRoomBytes !== undefined) return Math.max(0, databaseRoomBytes - (await measureDatabase(db)));
  if (database.kind === 'postgres') return null;
  const { bavail, bsize } = await statfs(dataDirectory);
  return bavail * bsize;
}

async function measureDatabase(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(db);
  return Number(rows[0]?.bytes ?? 0);
}
