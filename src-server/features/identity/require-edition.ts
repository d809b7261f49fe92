import type { Edition } from '#shared/domain/edition';
import { AppError } from '#shared/errors/app-error';
import type { Db } from '../../db/schema.ts';
import { recordEvent, type Actor } from '../audit/index.ts';

type Said = { readonly act: 'session.signIn' | 'session.signInWithKey'; readonly actor: Actor; readonly loginName: string; readonly said: Edition | null; readonly terminal: { readonly edition: Edition } };

/** A program for units that keep files, on a machine approved for one that keeps none: told at once, instead of act by act. */
export async function requireEdition(db: Db, { act, actor, loginName, said, terminal }: Said): Promise<void> {
  if (said !== 'archive' || terminal.edition === 'archive') return;
  await recordEvent(db, actor, { act, object: loginName, result: 'denied', detail: 'program of another edition' });
  throw new AppError('terminal.edition-differs');
}
