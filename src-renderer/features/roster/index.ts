export { RosterScreen } from './roster-screen.tsx';
