export type MarkingTables = {
  /** The newest marks; the others trace what was marked before. */
  markKeys: { id: string; sealed: Buffer; madeAt: Date };
  /** Each attempt to trace a picture, also those that named nobody. Rows are only ever added. */
  markTraces: {
    id: string;
    accountId: string;
    at: Date;
    fileName: string;
    /** SHA-256 of the picture, which itself is not kept. */
    digest: string;
    page: number;
    method: 'blind' | 'assisted' | 'informed';
    outcome: 'named' | 'unknown-session' | 'damaged' | 'nothing';
    score: number | null;
    bound: number | null;
    named: unknown;
  };
};
