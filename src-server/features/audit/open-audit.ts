import { loadKeyFile } from '../../blobs/master-key.ts';
import type { Db } from '../../db/schema.ts';
import { keepAudit, type KeeperParts } from './audit-keeper.ts';

/** Once for each opened database, before anything is done on it. The key lies in a file of the data centre, never in the database. */
export async function openAudit(db: Db, { dataDirectory, ...parts }: Omit<KeeperParts, 'subjectKey'> & { readonly dataDirectory: string }): Promise<void> {
  keepAudit(db, { ...parts, subjectKey: await loadKeyFile(dataDirectory, 'audit-subject.key') });
}
