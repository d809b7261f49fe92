import { loadKeyFile } from '../../blobs/master-key.ts';
import type { Db } from '../../db/schema.ts';
import { keepAudit, type KeeperParts } from './audit-keeper.ts';
import { loadSigner } from './checkpoint-signer.ts';
import { fileAnchor } from './own-anchor.ts';

type Opening = Pick<KeeperParts, 'now' | 'suite'> & { readonly dataDirectory: string };

/** Once for each opened database, before anything is done on it. The keys lie in files of the data centre, never in the database. */
export async function openAudit(db: Db, { dataDirectory, ...parts }: Opening): Promise<void> {
  const subjectKey = await loadKeyFile(dataDirectory, 'audit-subject.key');
  const signer = await loadSigner(dataDirectory);
  keepAudit(db, { ...parts, subjectKey, signer, ownAnchor: fileAnchor(dataDirectory) });
}
