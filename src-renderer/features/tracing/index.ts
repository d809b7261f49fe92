export { TraceScreen } from './trace-screen.tsx';
