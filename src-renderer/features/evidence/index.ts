export { AddEvidence } from './add-evidence.tsx';
export { EvidenceDrawer } from './evidence-drawer.tsx';
