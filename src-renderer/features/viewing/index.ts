export { MaterialReader } from './material-reader.tsx';
export { ReadingScreen } from './reading-screen.tsx';
export { OfflineNotice } from './offline-notice.tsx';
export { toViewerPages } from './viewer-pages.ts';
export { useViewSession, type ViewHandle } from './view-session.ts';
