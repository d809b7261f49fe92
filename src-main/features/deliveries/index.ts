export { createHold } from './hold.ts';
export { createDeliveries, type Deliveries } from './create-deliveries.ts';
