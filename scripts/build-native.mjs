// Builds native/NAME into build/native/NAME.node with plain g++: no downloads, no headers of Node itself.
// N-API is binary stable, so one build serves every Node and Electron.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const output = join(root, 'build', 'native');
/** devices finds libsane at run time; imaging and marking are linked with the system's libjpeg-turbo, and sharp takes over where that is missing. */
const addons = [
  { name: 'devices', shared: [], flags: [], libraries: [] },
  { name: 'imaging', shared: ['jpeg'], flags: ['-O3'], libraries: ['-ljpeg'] },
  { name: 'marking', shared: ['jpeg'], flags: ['-O3'], libraries: ['-ljpeg'] },
];

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const compiler = process.env.CXX ?? 'g++';
const compileFlags = ['-c', '-fPIC', '-O2', '-std=c++17', '-Wall', '-Wextra', '-fvisibility=hidden', '-fstack-protector-strong', '-DNAPI_VERSION=8', '-DNAPI_CPP_EXCEPTIONS'];
const linkFlags = ['-shared', '-Wl,-z,relro,-z,now', '-static-libstdc++', '-static-libgcc', '-Wl,--exclude-libs,ALL', '-ldl', '-pthread'];

const sourceOf = name => join(root, 'native', name);

function sourceFiles({ name, shared }) {
  const folders = [...shared.map(sourceOf), ...['core', 'binding'].map(folder => join(sourceOf(name), folder))];
  return folders.flatMap(folder => readdirSync(folder).sort().map(file => join(folder, file)));
}

function digestOf(files, { flags, libraries }) {
  const hash = createHash('sha256').update([compiler, ...compileFlags, ...flags, ...linkFlags, ...libraries].join(' '));
  for (const name of ['node-addon-api', 'node-api-headers']) hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

async function compile(file, { folder, flags }) {
  const object = join(folder, `${file.slice(root.length + 1).replaceAll('/', '-')}.o`);
  // System headers: warnings of others are not ours.
  const headers = [require('node-api-headers').include_dir, join(root, 'node_modules', 'node-addon-api')].flatMap(path => ['-isystem', path]);
  await run(compiler, [...compileFlags, ...flags, ...headers, file, '-o', object]);
  return object;
}

/** Builds unless it was built from exactly these sources; answers whether it built. Two at once do not disturb each other. */
async function buildAddon({ name, shared, flags, libraries }) {
  const files = sourceFiles({ name, shared });
  const digest = digestOf(files, { flags, libraries });
  const target = join(output, `${name}.node`);
  const stamp = join(output, `${name}.sha256`);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;

  mkdirSync(output, { recursive: true });
  const folder = mkdtempSync(join(output, 'building-'));
  try {
    const objects = await Promise.all(files.filter(file => file.endsWith('.cc')).map(file => compile(file, { folder, flags })));
    const built = join(folder, `${name}.node`);
    await run(compiler, [...objects, ...linkFlags, ...libraries, '-o', built]);
    renameSync(built, target);
    writeFileSync(stamp, digest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

/** Names of those that were built. */
export async function buildNative() {
  const built = [];
  for (const addon of addons) if (await buildAddon(addon)) built.push(addon.name);
  return built;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const built = await buildNative();
    process.stdout.write(built.length > 0 ? `  built: ${built.join(', ')}\n` : '  native parts are up to date\n');
  } catch (error) {
    process.stderr.write(`${error.stderr ?? error.stack}\n`);
    process.exitCode = 1;
  }
}
