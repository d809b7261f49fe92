import type { z } from 'zod';
import type { Handlers } from '#shared/contract/operation';
import type { keySessionOperations, keySignInOperations } from '#shared/contract/server/key-operations';
import type { SignInAnswer } from '#shared/contract/server/session-operations';
import { AppError } from '#shared/errors/app-error';
import type { RequestContext, Services } from '../../app/services.ts';
import { recordEvent } from '../audit/index.ts';
import { requireSubject } from '../authority/index.ts';
import { clearAttempts, findAccountByName, findSessionKey, lockSession, noteConfirmation, presentAccount, readAccessPolicy, requireAccount, requireEdition, startSession } from '../identity/index.ts';
import { issueChallenge } from './key-challenges.ts';
import { noteKeyUse, readServerId } from './key-repository.ts';
import { proveKey, type KeyTerminal } from './prove-key.ts';
import { actorOf, terminalOf } from './terminal-of.ts';

type SignInOperations = typeof keySignInOperations & typeof keySessionOperations;

export function keySignInHandlers(services: Services): Handlers<SignInOperations, RequestContext> {
  const { db, now } = services;
  return {
    'session.challenge': async ({ loginName }, context) => {
      const { id, nonce } = await issueChallenge(db, { loginName, terminal: terminalOf(context).certificate, now: now() });
      return { challengeId: id, nonce: nonce.toString('base64'), serverId: await readServerId(db) };
    },

    'session.signInWithKey': (attempt, context) => signInWithKey(services, terminalOf(context), attempt),

    'session.confirmWithKey': async (proof, context) => {
      const subject = requireSubject(context);
      const { accountId } = subject;
      const terminal = terminalOf(context);
      const account = await requireAccount(db, accountId);
      const { loginName } = account;
      const onlyKeyId = await findSessionKey(db, accountId);
      const key = await proveKey(services, { act: 'session.confirmWithKey', purpose: 'confirm', account, loginName, proof, actor: subject, terminal, onlyKeyId });
      await db.transaction().execute(async tx => {
        await clearAttempts(tx, { loginName, terminal: terminal.id });
        await noteKeyUse(tx, key.id, now());
        await noteConfirmation(tx, { accountId, now: now() });
        await lockSession(tx, accountId, false);
      });
      return {};
    },

    'session.keyRemoved': async (_input, context) => {
      const subject = requireSubject(context);
      await db.transaction().execute(async tx => {
        await lockSession(tx, subject.accountId, true);
        await recordEvent(tx, subject, { act: 'session.keyRemoved', object: '' });
      });
      return {};
    },
  };
}

type Attempt = z.output<(typeof keySignInOperations)['session.signInWithKey']['input']>;

async function signInWithKey(services: Services, terminal: KeyTerminal, { loginName, edition, ...proof }: Attempt): Promise<z.input<typeof SignInAnswer>> {
  const { db, now } = services;
  const account = await findAccountByName(db, loginName);
  const actor = actorOf(account, terminal);
  await requireEdition(db, { act: 'session.signInWithKey', actor, loginName, said: edition, terminal });
  const key = await proveKey(services, { act: 'session.signInWithKey', purpose: 'sign-in', account, loginName, proof, actor, terminal });
  if (!account) throw new AppError('session.wrong-credentials');
  const { password: passwordPolicy, idleLockSeconds } = await readAccessPolicy(db);
  const token = await db.transaction().execute(async tx => {
    await clearAttempts(tx, { loginName, terminal: terminal.id });
    await noteKeyUse(tx, key.id, now());
    await recordEvent(tx, actor, { act: 'session.signInWithKey', object: account.loginName, detail: `key ${key.serial}` });
    return startSession(tx, { accountId: account.id, terminal, keyId: key.id, now: now() });
  });
  const { mustChangePassword } = account;
  // An old password does not matter here: it is not what let him in.
  return { token, account: presentAccount(account), mustChangePassword, isPasswordExpired: false, passwordPolicy, idleLockSeconds };
}
