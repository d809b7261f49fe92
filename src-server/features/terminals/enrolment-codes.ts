import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';

const validHours = 24;
/** Without the letters that are read for digits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export type NewCode = { readonly unitId: string | null; readonly createdBy: string | null; readonly isAutomatic?: boolean; readonly now: Date };
export type UsedCode = { readonly unitId: string | null; readonly isAutomatic: boolean };

/** 130 bits in seven groups, told once; the table keeps a digest. */
export async function createCode(db: Db, { unitId, createdBy, isAutomatic = false, now }: NewCode): Promise<{ code: string; expiresAt: Date }> {
  const letters = Array.from(randomBytes(26), byte => alphabet[byte % 32] ?? '').join('');
  const expiresAt = new Date(now.getTime() + validHours * 3_600_000);
  await db
    .insertInto('enrolmentCodes')
    .values({ codeDigest: digestCode(letters), unitId, createdBy, isAutomatic, createdAt: now, expiresAt, usedAt: null, terminalId: null })
    .execute();
  return { code: letters.replace(/(.{4})(?=.)/g, '$1-'), expiresAt };
}

/** Before anything costly is done for whoever asks. Throws `terminal.code-invalid`. */
export async function requireOpenCode(db: Db, code: string, now: Date): Promise<void> {
  const open = await db.selectFrom('enrolmentCodes').select('expiresAt').where('codeDigest', '=', digestCode(normalise(code))).where('usedAt', 'is', null).where('expiresAt', '>', now).executeTakeFirst();
  if (!open) throw new AppError('terminal.code-invalid');
}

/** Of two terminals with one code at the same time one gets in. Throws `terminal.code-invalid`, whatever is wrong with it. */
export async function takeCode(tx: Db, code: string, now: Date): Promise<UsedCode> {
  const used = await tx
    .updateTable('enrolmentCodes')
    .set({ usedAt: now })
    .where('codeDigest', '=', digestCode(normalise(code)))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['unitId', 'isAutomatic'])
    .executeTakeFirst();
  if (!used) throw new AppError('terminal.code-invalid');
  return used;
}

export async function noteTerminalOfCode(tx: Db, code: string, terminalId: string): Promise<void> {
  await tx.updateTable('enrolmentCodes').set({ terminalId }).where('codeDigest', '=', digestCode(normalise(code))).execute();
}

/** Codes that nobody used are forgotten a day after they ran out. */
export async function sweepCodes(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('enrolmentCodes').where('usedAt', 'is', null).where('expiresAt', '<', new Date(now.getTime() - validHours * 3_600_000)).execute();
}

/** As people type it: any case, any spaces or dashes, O for 0, I or L for 1. */
function normalise(code: string): string {
  return code.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1').replace(/[^0-9A-Z]/g, '');
}

/** The code has the bits of a key: a plain digest cannot be guessed backwards. */
function digestCode(letters: string): Buffer {
  return createHash('sha256').update(letters).digest();
}
