export { VolumeScreen } from './volume-screen.tsx';
