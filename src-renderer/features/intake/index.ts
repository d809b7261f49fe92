export { BatchScreen } from './batch-screen.tsx';
export { BatchesScreen } from './batches-screen.tsx';
export { CheckRulesScreen } from './check-rules-screen.tsx';
export { FolderBrowser } from './folder-browser.tsx';
export { PackageScreen } from './package-screen.tsx';
export { SamplingScreen } from './sampling-screen.tsx';
