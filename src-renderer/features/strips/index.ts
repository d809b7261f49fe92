export { StripsScreen } from './strips-screen.tsx';
