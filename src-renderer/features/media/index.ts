export { MediaScreen } from './media-screen.tsx';
export { RegisterMedium } from './register-medium.tsx';
