export { asDraftPage, createDraftDesk, keptPages, type DraftDesk } from './draft-desk.ts';
export type { AlignScans } from './join-scans.ts';
export type { LookAt } from './take-set-aside.ts';
export { draftHandlers } from './draft-handlers.ts';
export { recordRescan, type Replaced } from './rescan-act.ts';
export { makeRoom } from './page-order.ts';
