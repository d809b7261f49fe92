export { RoutesScreen } from './routes-screen.tsx';
