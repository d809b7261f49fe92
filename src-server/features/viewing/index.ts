export { chineseFonts, escapeXml, measureEm, svgOf, type Drawing } from './mark-drawing.ts';
export { createPageMarker, type FoundMark, type MarkSize, type PageMark, type PageMarker } from './page-marker.ts';
export { createLeases } from './leases.ts';
export { makeHalves } from './half-pages.ts';
export { markSession, renderPage, type PageQuery } from './render-page.ts';
export { requireSession, sessionFacts, type SessionRecord } from './session-repository.ts';
export { sessionStateAt } from './session-state.ts';
export { viewingHandlers } from './viewing-handlers.ts';
