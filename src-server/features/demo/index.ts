export { folderOf, writeDelivery } from './delivery/write-delivery.ts';
export { makeManyPerson, type PersonRow, type Workplace } from './many-people.ts';
export { seedDemoCity, type DemoOptions, type DemoServices } from './seed-demo-city.ts';
export { seedManyVolumes, type BulkOptions, type BulkProgress } from './seed-many-volumes.ts';
