// Who may import whom; the reasons are in ARCHITECTURE.md.
const forbid = (name, from, to) => ({ name, severity: 'error', from, to });
const only = (module, home) =>
  forbid(`only-${home}-imports-${module}`, { path: '^src-', pathNot: `^${home}` }, { path: `(^|node_modules/)${module}(/|$)`, pathNot: '^src-' });

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    forbid('nothing-unresolvable', { path: '^src-' }, { couldNotResolve: true }),
    forbid('shared-stands-alone', { path: '^src-shared/' }, { path: '^src-(?!shared)' }),
    forbid('shared-depends-on-zod-alone', { path: '^src-shared/' }, { path: 'node_modules/', pathNot: 'node_modules/zod/' }),
    forbid('sides-meet-in-shared', { path: '^src-(main|renderer|server)/' }, { path: '^src-', pathNot: '^src-($1|shared)/' }),
    forbid('features-are-islands', { path: '^(src-[a-z]+/features/[^/]+)/' }, { path: '^src-[a-z]+/features/', pathNot: '^$1/|/index\\.tsx?$' }),
    forbid('ui-knows-no-feature', { path: '^src-renderer/ui/' }, { path: '^src-renderer/(features|api)/' }),
    forbid('only-app-composes', { path: '^src-[a-z]+/features/' }, { path: '^src-(main|server|renderer)/app/', pathNot: '/services\\.ts$' }),
    forbid('hosts-know-no-feature', { path: '^src-main/host/' }, { path: '^src-main/(features|store|server-client|device-host|app)/' }),
    only('electron', 'src-main/host/electron'),
    only('sqlite3', 'src-main/store'),
    only('pkcs11js', 'src-main/device-host'),
    only('tus-js-client', 'src-main/server-client'),
    only('undici', 'src-main/server-client'),
    only('fastify', 'src-server/app'),
    only('pg', 'src-server/db'),
    only('@electric-sql/pglite', 'src-server/db'),
    only('yauzl', 'src-server/features/intake/packages'),
    only('yazl', 'src-(server/features/intake/packages|main)'),
    only('saxes', 'src-(server/features/intake/packages|main/device-host/drivers/escl)'),
    only('node-hid', 'src-main/device-host'),
    only('multicast-dns', 'src-main/device-host'),
    only('read-excel-file', 'src-server/features/intake/packages'),
    only('write-excel-file', 'src-server'),
    only('harfbuzzjs', 'src-server/features/sheets'),
    only('antd', 'src-renderer'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    // Packages that say where a sub-path lies (kysely/migration).
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    exclude: { path: '(^|/)(dist|build|out)/' },
  },
};
