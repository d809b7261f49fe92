// Builds native/devices into build/native/devices.node with plain g++: no downloads, no headers of Node itself.
// N-API is binary stable, so one build serves every Node and Electron.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'native', 'devices');
const output = join(root, 'build', 'native');
const target = join(output, 'devices.node');
const stamp = join(output, 'devices.sha256');

const require = createRequire(import.meta.url);
const run = promisify(execFile);
const compiler = process.env.CXX ?? 'g++';
const compileFlags = ['-c', '-fPIC', '-O2', '-std=c++17', '-Wall', '-Wextra', '-fvisibility=hidden', '-fstack-protector-strong', '-DNAPI_VERSION=8', '-DNAPI_CPP_EXCEPTIONS'];
const linkFlags = ['-shared', '-Wl,-z,relro,-z,now', '-static-libstdc++', '-static-libgcc', '-Wl,--exclude-libs,ALL', '-ldl', '-pthread'];

function sourceFiles() {
  return ['core', 'binding'].flatMap(folder => readdirSync(join(source, folder)).sort().map(name => join(source, folder, name)));
}

function digestOf(files) {
  const hash = createHash('sha256').update([compiler, ...compileFlags, ...linkFlags].join(' '));
  for (const name of ['node-addon-api', 'node-api-headers']) hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

async function compile(file, folder) {
  const object = join(folder, `${file.slice(source.length + 1).replaceAll('/', '-')}.o`);
  // System headers: warnings of others are not ours.
  const headers = [require('node-api-headers').include_dir, join(root, 'node_modules', 'node-addon-api')].flatMap(path => ['-isystem', path]);
  await run(compiler, [...compileFlags, ...headers, file, '-o', object]);
  return object;
}

/** Builds unless it was built from exactly these sources; answers whether it built. Two at once do not disturb each other. */
export async function buildNative() {
  const files = sourceFiles();
  const digest = digestOf(files);
  if (existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false;

  mkdirSync(output, { recursive: true });
  const folder = mkdtempSync(join(output, 'building-'));
  try {
    const objects = await Promise.all(files.filter(file => file.endsWith('.cc')).map(file => compile(file, folder)));
    const built = join(folder, 'devices.node');
    await run(compiler, [...objects, ...linkFlags, '-o', built]);
    renameSync(built, target);
    writeFileSync(stamp, digest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const hasBuilt = await buildNative();
    process.stdout.write(hasBuilt ? '  devices.node built\n' : '  devices.node is up to date\n');
  } catch (error) {
    process.stderr.write(`${error.stderr ?? error.stack}\n`);
    process.exitCode = 1;
  }
}
