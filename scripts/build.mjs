// Builds dist/: server and terminal by esbuild, window by Vite. Packages with native parts or data files stay outside the bundles.
// npm run build -- --edition query builds dist-query/: the terminal of a unit that keeps no files.
import { rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
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

/** Only Electron's own entry may reach Electron: requiring it without its binary starts a download. */
function requireNoElectron({ outputs }) {
  const reached = new Set(Object.keys(outputs).filter(name => outputs[name].entryPoint !== undefined && !/electron\.ts$/.test(outputs[name].entryPoint)));
  for (const name of reached) {
    for (const { path } of outputs[name]?.imports ?? []) {
      if (/^electron($|\/)/.test(path)) throw new Error(`electron must not be reachable from the Chromium host (${name})`);
      reached.add(path);
    }
  }
}

/** A CommonJS package that is loaded when it is needed comes out of the bundle without its names: our own module goes in between. */
function requireNoLazyCommonJs({ inputs }) {
  for (const [name, { imports }] of Object.entries(inputs)) {
    const lazy = imports.find(({ kind, path }) => kind === 'dynamic-import' && inputs[path]?.format === 'cjs');
    if (lazy) throw new Error(`${name} loads ${lazy.path} when it is needed, whose names the bundle would not know`);
  }
}

/** Fifty languages in which zod could complain; our texts are our own. */
const withoutForeignComplaints = {
  name: 'without-foreign-complaints',
  setup(build) {
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({ contents: 'export {};' }));
  },
};

/**
 * What is loaded when it is needed is a file of its own, and what several programs need is there once. Small, because it is read at each start. Names
 * stay as they are: esbuild keeps them by a helper of its own, which functions that are sent into the page would miss.
 */
const terminal = { ...shared, splitting: true, chunkNames: '[name]-[hash]', metafile: true, minifyWhitespace: true, minifySyntax: true, plugins: [withoutForeignComplaints] };

/** Modules of ours do nothing by being there: what nobody uses of them is left out. */
const ourModulesArePure = {
  name: 'our-modules-are-pure',
  setup(build) {
    build.onResolve({ filter: /^(\.|#shared\/)/ }, async ({ path, pluginData, ...where }) => {
      if (pluginData === 'resolving' || where.kind === 'entry-point') return undefined;
      const found = await build.resolve(path, { ...where, pluginData: 'resolving' });
      return found.errors.length > 0 || found.external ? found : { ...found, sideEffects: !/\/src-(main|shared)\//.test(found.path) };
    });
  },
};

const preload = outdir => ({ ...shared, banner: {}, format: 'cjs', entryPoints: { preload: 'src-main/host/electron/preload.ts' }, outdir, outExtension: { '.js': '.cjs' }, external: ['electron'] });
const window = (mode, outDir) => buildWindow({ root: join(root, 'src-renderer'), configFile: join(root, 'src-renderer', 'vite.config.ts'), logLevel: 'warn', mode, build: { outDir } });

const archive = () => [
  bundle({
    ...shared,
    entryPoints: { main: 'src-server/app/main.ts', 'image-worker': 'src-server/features/viewing/image-worker.ts', 'intake-image-worker': 'src-server/features/intake/images/intake-image-worker.ts' },
    outdir: 'dist/server',
    packages: 'external',
  }),
  // Runs alone on any machine with Node: everything it needs is inside.
  bundle({ ...shared, entryPoints: { 'danglian-verify': 'src-server/verify/main.ts' }, outdir: 'dist/verify' }),
  bundle({
    ...terminal,
    entryPoints: { chromium: 'src-main/app/chromium.ts', electron: 'src-main/app/electron.ts', 'danglian-admin': 'src-main/app/admin.ts', 'device-host': 'src-main/device-host/main.ts', 'page-worker': 'src-main/page-worker/main.ts' },
    outdir: 'dist/main',
    external: ['sqlite3', 'sharp', 'pkcs11js', 'node-hid', 'electron'],
  }).then(({ metafile }) => { requireNoElectron(metafile); requireNoLazyCommonJs(metafile); }),
  bundle(preload('dist/main')),
  window('production', join(root, 'dist', 'renderer')),
];

/** Neither sharp nor node-hid: where one of them came to be needed, the bundle would not be made. `modules.json` tells what it is made of. */
const query = out => {
  // It is for small machines.
  const small = { ...terminal, outdir: join(out, 'main'), plugins: [...terminal.plugins, ourModulesArePure] };
  return [
    Promise.all([
      window('query', join(out, 'renderer')),
      bundle({ ...small, entryPoints: { chromium: 'src-main/app/query-chromium.ts', electron: 'src-main/app/query-electron.ts', 'device-host': 'src-main/device-host/query-main.ts' }, external: ['sqlite3', 'pkcs11js', 'electron'] }),
    ]).then(([{ output }, { metafile }]) => {
      requireNoElectron(metafile);
      requireNoLazyCommonJs(metafile);
      const drawn = output.flatMap(({ modules = {} }) => Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [relative(root, id)] : [])));
      const modules = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])));
      writeFileSync(join(out, 'modules.json'), JSON.stringify([...new Set([...modules, ...drawn])].sort(), null, 1));
    }),
    bundle(preload(join(out, 'main'))),
  ];
};

const { values } = parseArgs({ options: { edition: { type: 'string', default: 'archive' }, out: { type: 'string' } } });
if (!['archive', 'query'].includes(values.edition)) throw new Error('--edition is archive or query');
const out = values.out ?? join(root, values.edition === 'query' ? 'dist-query' : 'dist');
rmSync(out, { recursive: true, force: true });
await Promise.all(values.edition === 'query' ? query(out) : archive());
