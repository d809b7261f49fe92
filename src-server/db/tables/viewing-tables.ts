import type { Generated } from 'kysely';

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
  };
  /** Seconds each material was on the screen, added up from heartbeats. */
  viewSeconds: { viewSessionId: string; materialId: string; seconds: number };
};
