import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readNoteKey, type NoteKey } from '#shared/proof/signed-note';
import { loadOrMakeFile } from '../../../blobs/master-key.ts';
import { noteTools } from '../../../verify/proof-tools.ts';
import { fingerprintOf, rawPublicKey, readRecipientKey, readRecipientPublicKey, type NoteSigner, type SealedOpening } from '../packages/index.ts';

/** With whom this data centre exchanges sealed packages, and the keys it does it with. */
export type PackageExchange = {
  readonly opening: SealedOpening;
  /** X25519, base64url: what others seal for us with. */
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly signer: NoteSigner;
  /** Whom a volume may be sealed for: whoever exports it does not choose that freely. */
  readonly recipients: ReadonlySet<string>;
};

const partnersName = 'exchange-partners.txt';
const longestFile = 256 * 1024;

/** `recipient.key` of the data directory is made by the first start; partners are read once, so that a change of them is a deliberate start. */
export async function openExchange(dataDirectory: string, signer: NoteSigner): Promise<PackageExchange> {
  const recipient = readRecipientKey(await loadOrMakeFile(dataDirectory, { name: 'recipient.key', make: makeKey }));
  const ownKey = createPublicKey(recipient);
  const publicKey = rawPublicKey(ownKey).toString('base64url');
  const { senders, recipients } = readPartners(await readIfThere(join(dataDirectory, partnersName)));
  return { opening: { recipient, trusted: [signer.key, ...senders] }, publicKey, fingerprint: fingerprintOf(ownKey), signer, recipients: new Set([publicKey, ...recipients]) };
}

function makeKey(): string {
  return String(generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

type Partners = { readonly senders: readonly NoteKey[]; readonly recipients: readonly string[] };

/** One partner a line: the key he signs with, the key he receives with, or both. A word that is neither stops the start: a mistyped key must not be passed over. */
function readPartners(text: string): Partners {
  const senders: NoteKey[] = [];
  const recipients: string[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    for (const word of line.replace(/#.*/, '').split(/\s+/).filter(Boolean)) {
      const sender = readNoteKey(noteTools, word);
      if (sender) senders.push(sender);
      else if (readRecipientPublicKey(word)) recipients.push(word);
      else throw new Error(`${partnersName} line ${String(index + 1)}: neither a signing key nor a recipient key.`);
    }
  }
  return { senders, recipients };
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
