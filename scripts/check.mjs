// npm run check: types, lint, dependency rules, unit tests; under a minute, the same before a commit and in CI.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

const bin = name => join(root, 'node_modules', '.bin', name);
const compiler = join(root, 'node_modules', 'typescript-native', 'bin', 'tsc');

// Two lanes of about the same length: the machine of a developer or of CI has at least two cores. One checker: each further one works out the types of the contract anew.
const lanes = [
  [
    { name: 'lint', command: bin('oxlint'), args: ['--threads', '1', 'src-shared', 'src-server', 'src-main', 'src-renderer', 'test', 'bench'] },
    { name: 'dependency rules', command: bin('depcruise'), args: ['--config', '.dependency-cruiser.cjs', 'src-shared', 'src-server', 'src-main', 'src-renderer'] },
  ],
  [
    { name: 'types', command: process.execPath, args: [compiler, '-b', '--checkers', '1', '--builders', '1'] },
    { name: 'unit tests', command: bin('vitest'), args: ['run', '--project', 'unit', '--reporter=dot'] },
  ],
];

/** Output is shown only for what failed: a good check is four lines. */
function runStep({ name, command, args }) {
  return new Promise(resolve => {
    const started = performance.now();
    const child = spawn(command, args, { cwd: root, env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: '/nonexistent' } });
    const parts = [];
    child.stdout.on('data', part => parts.push(part));
    child.stderr.on('data', part => parts.push(part));
    child.once('close', status => {
      process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name} ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
      if (status !== 0) process.stdout.write(Buffer.concat(parts).toString());
      resolve(status === 0);
    });
  });
}

async function runLane(steps) {
  const results = [];
  for (const step of steps) results.push(await runStep(step));
  return results;
}

/** `npm test` runs the unit tests with all the others. */
const isWanted = ({ name }) => name !== 'unit tests' || !process.argv.includes('--without-tests');

const results = (await Promise.all(lanes.map(lane => runLane(lane.filter(isWanted))))).flat();
process.exit(results.every(Boolean) ? 0 : 1);
