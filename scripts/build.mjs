// Builds dist/: server and terminal by esbuild, window by Vite. Packages with native parts or data files stay outside the bundles.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build as buildWindow } from 'vite';
import { root } from './bootstrap.mjs';

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: 'linked',
  logLevel: 'warning',
  // Bundled CommonJS packages ask for `require`; ES modules have none.
  banner: { js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);" },
};

/** The Chromium host must never reach Electron: requiring it without its binary starts a download. */
const withoutElectron = {
  name: 'without-electron',
  setup(build) {
    build.onResolve({ filter: /^electron($|\/)/ }, ({ importer }) => ({ errors: [{ text: `electron must not be reachable from the Chromium host (${importer})` }] }));
  },
};

const out = join(root, 'dist');
rmSync(out, { recursive: true, force: true });

await Promise.all([
  bundle({
    ...shared,
    entryPoints: { main: 'src-server/app/main.ts', 'image-worker': 'src-server/features/viewing/image-worker.ts', 'intake-image-worker': 'src-server/features/intake/images/intake-image-worker.ts' },
    outdir: 'dist/server',
    packages: 'external',
  }),
  // Runs alone on any machine with Node: everything it needs is inside.
  bundle({ ...shared, entryPoints: { 'danglian-verify': 'src-server/verify/main.ts' }, outdir: 'dist/verify' }),
  bundle({
    ...shared,
    entryPoints: { chromium: 'src-main/app/chromium.ts', 'danglian-admin': 'src-main/app/admin.ts', 'device-host': 'src-main/device-host/main.ts', 'page-worker': 'src-main/page-worker/main.ts' },
    outdir: 'dist/main',
    external: ['sqlite3', 'sharp', 'pkcs11js', 'node-hid'],
    plugins: [withoutElectron],
  }),
  bundle({ ...shared, entryPoints: { electron: 'src-main/app/electron.ts' }, outdir: 'dist/main', external: ['sqlite3', 'sharp', 'pkcs11js', 'node-hid', 'electron'] }),
  bundle({
    ...shared,
    banner: {},
    format: 'cjs',
    entryPoints: { preload: 'src-main/host/electron/preload.ts' },
    outdir: 'dist/main',
    outExtension: { '.js': '.cjs' },
    external: ['electron'],
  }),
  buildWindow({ root: join(root, 'src-renderer'), configFile: join(root, 'src-renderer', 'vite.config.ts'), logLevel: 'warn' }),
]);
