export { preparePages, type PreparedPage } from './prepare-pages.ts';
export { volumeHandlers } from './volume-handlers.ts';
export { inCatalogueOrder, listMaterials, requireVolumeRecord, type MaterialRecord } from './volume-repository.ts';
export { insertSetAside, prepareSetAside, readSetAside, type PreparedSide } from './set-aside.ts';
