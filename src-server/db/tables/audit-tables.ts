import type { HashSuite } from '#shared/proof/digest';

export type AuditTables = {
  /** `payload` holds the exact bytes that were hashed; the other columns are read out of it so that they can be asked for. */
  auditEvents: {
    sequence: string;
    suite: HashSuite;
    payload: Buffer;
    prev: Buffer;
    hash: Buffer;
    at: Date;
    actorId: string | null;
    actorUnitName: string;
    terminalName: string;
    terminalId: string | null;
    act: string;
    object: string;
    result: 'done' | 'denied' | 'failed';
    detail: string;
    personId: string | null;
    personHash: string | null;
  };
  /** One row: the newest event. Whoever appends holds it until the transaction ends. */
  auditHead: { isHead: boolean; sequence: string; hash: Buffer; at: Date };
  /** One row: the Merkle tree over the first `size` events. */
  auditTree: { isTree: boolean; suite: HashSuite; size: string; frontier: Buffer; chain: Buffer; checkpointedAt: Date };
  auditNodes: { level: number; position: string; hash: Buffer };
  auditCheckpoints: { size: string; note: string; at: Date };
};
