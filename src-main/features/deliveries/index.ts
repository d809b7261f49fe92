export { deliveryHandlers } from './delivery-handlers.ts';
