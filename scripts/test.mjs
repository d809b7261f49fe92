// npm test: sets up whatever is missing, then everything: check, integration on real parts, the main job in the real window.
// Ends with one line `N passed, N failed`, counted over all of them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSetupError, projectNode, root, setUp } from './bootstrap.mjs';

endOnSetupError(setUp);

const resultFile = join(root, 'build', 'test-results.json');
rmSync(resultFile, { force: true });
mkdirSync(join(root, 'build'), { recursive: true });

const environment = { ...process.env, PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' };
const run = (...args) => spawnSync(projectNode, args, { cwd: root, stdio: 'inherit', env: environment }).status === 0;

let passed = 0;
let failed = 0;
const count = isGood => (isGood ? (passed += 1) : (failed += 1));

process.stdout.write('\n— check —\n');
count(run('scripts/check.mjs', '--without-tests'));

process.stdout.write('\n— tests —\n');
const areTestsGood = run(
  'node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${resultFile}`, ...process.argv.slice(2),
);
if (existsSync(resultFile)) {
  const results = JSON.parse(readFileSync(resultFile, 'utf8'));
  passed += results.numPassedTests;
  failed += results.numFailedTests;
  // A file that cannot even be loaded has no failed test of its own.
  if (!areTestsGood && results.numFailedTests === 0) failed += 1;
} else {
  count(false);
}

process.stdout.write('\n— smoke —\n');
count(run('test/smoke/main.ts'));

process.stdout.write(`\n${String(passed)} passed, ${String(failed)} failed\n`);
process.exit(failed === 0 ? 0 : 1);
