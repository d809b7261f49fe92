export { createPageMarker, type MarkSize, type PageMark, type PageMarker } from './page-marker.ts';
export { chineseFonts, escapeXml, measureEm, svgOf, type Drawing } from './mark-drawing.ts';
