export { createOutbox, type Outbox } from './create-outbox.ts';
