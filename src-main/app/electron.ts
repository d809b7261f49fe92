import { fileURLToPath } from 'node:url';
import { createElectronHost } from '../host/electron/index.ts';
import { runTerminal } from './run-terminal.ts';

/** Exists as a bundle only, beside this one. */
const preloadPath = fileURLToPath(new URL('./preload.cjs', import.meta.url));

// Not awaited: Electron becomes ready only after its entry has been evaluated, and the host waits for that.
void runTerminal({ edition: 'archive', load: async () => (await import('./start-terminal.ts')).startTerminal }, () => createElectronHost({ preloadPath }));
