export { CircleAccountScreen } from './circle-account-screen.tsx';
export { CirclesScreen } from './circles-screen.tsx';
