export { volumeHandlers } from './volume-handlers.ts';
export { inCatalogueOrder, listMaterials, type MaterialRecord } from './volume-repository.ts';
