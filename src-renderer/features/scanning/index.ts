export { ScanningScreen } from './scanning-screen.tsx';
