import type { Generated } from 'kysely';

export type AuditTables = {
  auditEvents: {
    sequence: Generated<string>;
    at: Generated<Date>;
    actorId: string | null;
    actorName: string;
    actorUnitName: string;
    terminalName: string;
    act: string;
    object: string;
    result: 'done' | 'denied' | 'failed';
    detail: string;
  };
};
