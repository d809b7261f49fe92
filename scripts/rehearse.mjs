// npm run rehearse -- [--volumes 70000]: a whole migration on a fresh PostgreSQL, with processes killed on the way; ends with the proof that nothing was lost.
import { spawnSync } from 'node:child_process';
import { endOnSetupError, projectNode, root, setUp } from './bootstrap.mjs';

endOnSetupError(setUp);
process.exit(spawnSync(projectNode, ['test/rehearsal/main.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1);
