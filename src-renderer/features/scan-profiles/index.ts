export { ScanProfilesScreen } from './scan-profiles-screen.tsx';
