export { FaultsScreen } from './faults-screen.tsx';
export { ReportSheet } from './report-sheet.tsx';
