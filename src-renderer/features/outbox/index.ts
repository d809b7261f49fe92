export { OutboxButton } from './outbox-button.tsx';
