export { MaterialReader } from './material-reader.tsx';
export { ReadingScreen } from './reading-screen.tsx';
export { useViewSession, type ViewHandle } from './view-session.ts';
