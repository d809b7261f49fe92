import type { ColumnType, Generated } from 'kysely';

export type ViewingTables = {
  viewSessions: {
    id: string;
    kind: 'grant' | 'custody';
    accountId: string;
    requestId: string | null;
    volumeId: string;
    terminalName: string;
    openedAt: Generated<Date>;
    endsAt: Date;
    lastSeenAt: Generated<Date>;
    closedAt: Date | null;
    closeReason: string | null;
    /** 48 random bits by which the grain of a page names the session; read as text. */
    markSerial: ColumnType<string, number | string, never>;
  };
  /** Seconds each material was on the screen, added up from heartbeats. */
  viewSeconds: { viewSessionId: string; materialId: string; seconds: number };
};
