export { createDeliveries, type Deliveries } from './create-deliveries.ts';
