export { AccountPanel } from './account-panel.tsx';
export { AccountsScreen } from './accounts-screen.tsx';
export { HealthPanel } from './health-panel.tsx';
