// npm run smoke: the whole main job through the real window, scanner stack and printer stack, on fresh temporary data.
import { spawnSync } from 'node:child_process';
import { endOnSetupError, projectNode, root, setUp } from './bootstrap.mjs';

endOnSetupError(setUp);
process.exit(spawnSync(projectNode, ['test/smoke/main.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' }).status ?? 1);
