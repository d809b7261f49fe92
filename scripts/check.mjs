// npm run check: types, lint, dependency rules, unit tests; under a minute, the same before a commit and in CI.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

const bin = name => join(root, 'node_modules', '.bin', name);
const sources = ['src-shared', 'src-server', 'src-main', 'src-renderer', 'test', 'bench'];

const steps = [
  { name: 'types', command: bin('tsc'), args: ['-b'] },
  { name: 'lint', command: bin('eslint'), args: ['--max-warnings', '0', '--cache', '--cache-location', 'build/eslint/', ...sources] },
  { name: 'dependency rules', command: bin('depcruise'), args: ['--config', '.dependency-cruiser.cjs', 'src-shared', 'src-server', 'src-main', 'src-renderer'] },
  { name: 'unit tests', command: bin('vitest'), args: ['run', '--project', 'unit', '--reporter=dot'] },
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

// Two at a time: the machine of a developer or of CI has at least two cores.
const [types, lint, rules, unit] = steps;
const results = [...(await Promise.all([runStep(types).then(async ok => [ok, await runStep(unit)]), runStep(lint).then(async ok => [ok, await runStep(rules)])]))].flat();
process.exit(results.every(Boolean) ? 0 : 1);
