export type { DeliveriesOf, DeliveryCounts, DeliveryState, StoredDelivery } from './delivery-repository.ts';
export type { QueuedCommand, StoredCommand } from './outbox-repository.ts';
export type { PageCache } from './page-cache.ts';
export type { StoredDraft } from './draft-repository.ts';
export { untouched, type PageImageKind, type PagePlace, type StoredPage } from './draft-page-repository.ts';
export type { UnreportedPrint } from './print-repository.ts';
export { openStore, type Repositories, type Store } from './open-store.ts';
export { SealBroken } from './sealer.ts';
export { fileTerminalKey, type TerminalKey } from './terminal-key.ts';
