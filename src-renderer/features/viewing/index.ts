export { MaterialReader } from './material-reader.tsx';
export { ReadingScreen } from './reading-screen.tsx';
export { OfflineNotice } from './offline-notice.tsx';
export { useViewSession, type ViewHandle } from './view-session.ts';
