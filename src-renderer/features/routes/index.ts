export { RouteDecision } from './route-decision.tsx';
export { RoutesScreen } from './routes-screen.tsx';
export { listWaiting, type WaitingRoutes } from './unit-routes.ts';
