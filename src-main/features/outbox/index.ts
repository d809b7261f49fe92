export { createOutbox, type Outbox } from './create-outbox.ts';
export type { Send } from './send-commands.ts';
