// Sets up whatever a fresh machine lacks, says what it does, and is quick when nothing is missing.
// Runs on any Node from 20 on and has no dependency: it is what installs the dependencies.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const stamps = join(root, 'build', 'stamps');

/** The project's own Node: the same on every machine, and what the native parts are built for. */
export const projectNode = join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');

const say = text => process.stdout.write(`· ${text}\n`);

export class SetupError extends Error {}

/** PATH without node_modules/.bin: npm must not be run by the very Node it is about to replace. */
const outerPath = (process.env.PATH ?? '')
  .split(':')
  .filter(entry => !entry.includes('node_modules'))
  .join(':');

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
  if (result.error) throw new SetupError(`${command} could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new SetupError(`${[command, ...args].join(' ')} ended with status ${String(result.status)}`);
}

/** A compiler's warnings about other people's code are shown only when it fails. */
function runQuietly(command, args, options) {
  const result = spawnSync(command, args, { ...options, encoding: 'utf8', maxBuffer: 64 << 20 });
  if (result.status === 0) return;
  throw new SetupError(`${result.stdout ?? ''}${result.stderr ?? ''}\n${[command, ...args].join(' ')} failed`);
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex');
}

function filesBelow(folder) {
  const skipped = new Set(['node_modules', 'dist', 'dist-query', 'build', 'out', 'data', '.git']);
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (skipped.has(entry.name) ? [] : entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

/** Does `work` unless it was done for exactly these files before. */
function once(name, files, isPresent, work) {
  const stamp = join(stamps, name);
  const digest = digestOf(files);
  if (isPresent() && existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  work();
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stamp, digest);
}

function requireMachine() {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new SetupError(`Node ${process.versions.node} is too old: Node 20 or newer is needed to set up.`);
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    throw new SetupError(`This setup knows Linux on x64 and arm64, not ${process.platform} on ${process.arch}.`);
  }
}

function installNpmPackages() {
  const lock = join(root, 'package-lock.json');
  once('npm', [lock, join(root, 'package.json')], () => existsSync(projectNode), () => {
    say('npm packages (npm ci, no install scripts)');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { env: { ...process.env, PATH: outerPath } });
    // npm ci started afresh: what was built inside node_modules is gone.
    execFileSync('rm', ['-f', ...addons.map(({ name }) => join(stamps, name))]);
  });
}

function missingSystemPackages() {
  const wanted = readFileSync(join(root, 'scripts', 'system-packages.txt'), 'utf8')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line && !line.startsWith('#'));
  const known = spawnSync('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n', ...wanted], { encoding: 'utf8' });
  if (known.error) throw new SetupError(`This is not a Debian relative (no dpkg-query). Install the equivalents of: ${wanted.join(' ')}`);
  const installed = new Set(known.stdout.split('\n').filter(line => line.endsWith(' installed')).map(line => line.split(' ')[0]));
  return wanted.filter(name => !installed.has(name));
}

function installSystemPackages() {
  const missing = missingSystemPackages();
  if (missing.length === 0) return;
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120'];
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) {
    throw new SetupError(`System packages are missing and may not be installed by this user. Run this line, then start again:\n\n  sudo apt-get install --no-install-recommends ${missing.join(' ')}\n`);
  }
  say(`system packages: ${missing.join(' ')}`);
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] };
  const [command, ...prefix] = [...sudo, ...apt];
  run(command, [...prefix, 'update', '-qq'], quiet);
  run(command, [...prefix, 'install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
}

/** Addons among the packages; their own install scripts would look for a prebuilt binary on the network first, so we build them from their source. */
const addons = [
  { name: 'sqlite3', binary: 'node_sqlite3.node', lasts: 'one to two minutes' },
  { name: 'pkcs11js', binary: 'pkcs11.node', lasts: 'some seconds' },
];

function buildAddons() {
  for (const { name, binary, lasts } of addons) {
    const folder = join(root, 'node_modules', name);
    once(name, [join(folder, 'package.json')], () => existsSync(join(folder, 'build', 'Release', binary)), () => {
      say(`${name} from source (${lasts}, once)`);
      runQuietly(projectNode, [join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', '--jobs', 'max'], {
        cwd: folder,
        env: { ...process.env, npm_config_nodedir: join(root, 'node_modules', `node-linux-${process.arch}`) },
      });
    });
  }
}

function buildNative() {
  const isBuilt = () => ['devices', 'imaging', 'marking'].every(name => existsSync(join(root, 'build', 'native', `${name}.node`)));
  once('native', [...filesBelow(join(root, 'native')), join(root, 'scripts', 'build-native.mjs')], isBuilt, () => {
    say('native addons');
    run(projectNode, [join(root, 'scripts', 'build-native.mjs')]);
  });
}

const builds = {
  archive: { stamp: 'program', folder: 'dist', options: [] },
  query: { stamp: 'program-query', folder: 'dist-query', options: ['--edition', 'query'] },
};

function buildProgram(edition) {
  const { stamp, folder, options } = builds[edition];
  const sources = ['src-shared', 'src-server', 'src-main', 'src-renderer', 'assets'].flatMap(folder => filesBelow(join(root, folder)));
  once(stamp, [...sources, join(root, 'scripts', 'build.mjs')], () => existsSync(join(root, folder, 'renderer', 'index.html')), () => {
    say(`program (${folder}/)`);
    run(projectNode, [join(root, 'scripts', 'build.mjs'), ...options]);
  });
}

/** Everything that running, testing and building need; a second run takes a fraction of a second. */
export function setUp({ editions = ['archive'] } = {}) {
  requireMachine();
  installSystemPackages();
  installNpmPackages();
  buildAddons();
  buildNative();
  editions.forEach(buildProgram);
}

/** Ends with a plain sentence instead of a stack when the setup itself says what is wrong. */
export function endOnSetupError(work) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exit(1);
  }
}

const isMain = process.argv[1] !== undefined && statSync(process.argv[1]).ino === statSync(fileURLToPath(import.meta.url)).ino;
if (isMain) endOnSetupError(setUp);
