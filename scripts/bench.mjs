// npm run bench -- NAME [options]: runs bench/NAME.ts; without a name, lists them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSetupError, projectNode, root, setUp } from './bootstrap.mjs';

const [name, ...options] = process.argv.slice(2);
const file = join(root, 'bench', `${name ?? ''}.ts`);
if (name === undefined || !/^[a-z-]+$/.test(name) || !existsSync(file)) {
  const names = readdirSync(join(root, 'bench')).filter(entry => entry.endsWith('.ts')).map(entry => entry.slice(0, -3));
  process.stderr.write(`Which one? ${names.join(', ')}\n`);
  process.exit(1);
}
endOnSetupError(setUp);
process.exit(spawnSync(projectNode, [file, ...options], { cwd: root, stdio: 'inherit' }).status ?? 1);
