export { LogAlarm } from './log-alarm.tsx';
export { AccessScreen } from './access-screen.tsx';
export { AuditScreen } from './audit-screen.tsx';
export { PatternsScreen } from './patterns-screen.tsx';
export { ProofScreen } from './proof-screen.tsx';
export { ReportScreen } from './report-screen.tsx';
export { StorageAlarm } from './storage-alarm.tsx';
