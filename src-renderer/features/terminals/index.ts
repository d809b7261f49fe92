export { TerminalRequestPanel } from './terminal-request-panel.tsx';
export { TerminalsScreen } from './terminals-screen.tsx';
