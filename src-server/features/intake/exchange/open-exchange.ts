import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartnerKeys } from '#shared/domain/partner';
import { readNoteKey, type NoteKey } from '#shared/proof/signed-note';
import { loadOrMakeFile } from '../../../blobs/master-key.ts';
import type { Db } from '../../../db/schema.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { fingerprintOf, rawPublicKey, readRecipientKey, readRecipientPublicKey, type NoteSigner, type SealedOpening } from '../packages/index.ts';
import { insertPartner, listSenders } from './partner-repository.ts';

/** With whom this data centre exchanges sealed packages, and the keys it does it with. */
export type PackageExchange = {
  readonly opening: SealedOpening;
  /** X25519, base64url: what others seal for us with. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly signer: NoteSigner;
};

const partnersName = 'exchange-partners.txt';
const longestFile = 256 * 1024;

/**
 * `recipient.key` of the data directory is made by the first start. Partners are rows, added and revoked by the security officer; those in
 * the file of an earlier program are taken over once: what stands among the rows already, revoked or not, is left as it is.
 */
export async function openExchange(dataDirectory: string, { signer, db, now }: { readonly signer: NoteSigner; readonly db: Db; readonly now: Date }): Promise<PackageExchange> {
  const recipient = readRecipientKey(await loadOrMakeFile(dataDirectory, { name: 'recipient.key', make: makeKey }));
  const ownKey = createPublicKey(recipient);
  const publicKey = rawPublicKey(ownKey).toString('base64url');
  for (const partner of readPartners(await readIfThere(join(dataDirectory, partnersName)))) await insertPartner(db, { ...partner, addedBy: null, addedAt: now });
  const trusted = async (): Promise<readonly NoteKey[]> => [signer.key, ...(await listSenders(db))];
  return { opening: { recipient, trusted }, publicKey, fingerprint: fingerprintOf(ownKey), signer };
}

function makeKey(): string {
  return String(generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

type ListedPartner = PartnerKeys & { readonly name: string };

/** One partner a line: the key he signs with, the key he receives with, or both. A word that is neither stops the start: a mistyped key must not be passed over. */
function readPartners(text: string): readonly ListedPartner[] {
  return text.split(/\r?\n/).flatMap((line, index): readonly ListedPartner[] => {
    const [keys = '', ...comment] = line.split('#');
    let [senderKey, recipientKey]: (string | null)[] = [null, null];
    for (const word of keys.split(/\s+/).filter(Boolean)) {
      if (readNoteKey(noteTools, word)) senderKey = word;
      else if (readRecipientPublicKey(word)) recipientKey = word;
      else throw new Error(`${partnersName} line ${String(index + 1)}: neither a signing key nor a recipient key.`);
    }
    const name = comment.join('#').trim().slice(0, 60) || `${partnersName} ${String(index + 1)}`;
    return senderKey === null && recipientKey === null ? [] : [{ name, senderKey: senderKey ?? null, recipientKey: recipientKey ?? null }];
  });
}

async function readIfThere(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > longestFile) throw new Error(`${path} is longer than ${String(longestFile)} bytes.`);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
