export { catalogueHandlers } from './catalogue-handlers.ts';
export { composeCatalogue, makeCatalogueFile } from './compose-catalogue.ts';
