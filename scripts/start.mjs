// npm start -- --edition query: the same with the window of a unit that keeps no files. npm start: the main job on one machine. Sets up, starts a data centre with embedded defaults and the demonstration city, opens the window.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import https from 'node:https';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endOnSetupError, projectNode, root, setUp } from './bootstrap.mjs';

const { values: { edition } } = parseArgs({ options: { edition: { type: 'string', default: 'archive' } } });
if (!['archive', 'query'].includes(edition)) throw new Error('--edition is archive or query');
const isQuery = edition === 'query';

const say = text => process.stdout.write(`${text}\n`);
const dataDirectory = process.env.DANGLIAN_DATA_DIR ?? join(root, 'data');
const centreDirectory = join(dataDirectory, 'centre');
const terminalDirectory = join(dataDirectory, isQuery ? 'terminal-query' : 'terminal');

/** Starts the data centre and resolves with its address when it says that it is ready. */
function startCentre() {
  const child = spawn(projectNode, [join(root, 'dist', 'server', 'main.js')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { DANGLIAN_DEMO: '1', DANGLIAN_LOG_LEVEL: 'warn', PORT: '0', ...process.env, DANGLIAN_DATA_DIR: centreDirectory, DANGLIAN_EXIT_WITH_PARENT: '1' },
  });
  return new Promise((resolve, reject) => {
    let pending = '';
    child.once('exit', code => reject(new Error(`the data centre ended with status ${String(code)}`)));
    child.stdout.on('data', chunk => {
      const lines = (pending + chunk.toString()).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) {
        const ready = /^ready (https?:\/\/\S+)$/.exec(line);
        if (ready) resolve({ child, url: ready[1] });
        else say(line);
      }
    });
  });
}

/** The demonstration lets the terminals of this machine in by themselves; a real data centre has an officer for that. */
function readEnrolmentCode() {
  const file = join(centreDirectory, 'enrolment-codes');
  return existsSync(file) ? { DANGLIAN_ENROLMENT_CODE: readFileSync(file, 'utf8').split('\n', 1)[0] } : {};
}

/** The demonstration city's accounts, as the sign-in screen offers them. */
function fetchSite(url) {
  const ca = readFileSync(join(centreDirectory, 'ca.crt'));
  return new Promise((resolve, reject) => {
    const request = https.request(`${url}/api/v1/site.get`, { method: 'POST', ca, headers: { 'content-type': 'application/json' } }, response => {
      const parts = [];
      response.on('data', part => parts.push(part));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString()).value));
    });
    request.once('error', reject);
    request.end('{}');
  });
}

function printAccounts(site) {
  if (site.demoAccounts.length === 0) return;
  say(`\n${site.siteName} · 演示账号（只在演示数据里有；登录页上也列出）`);
  for (const account of site.demoAccounts) say(`  ${account.loginName.padEnd(14)} ${account.password.padEnd(24)} ${account.displayName} · ${account.unitName}`);
  say('');
}

function electronBinary() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules', 'electron', 'dist');
  const binary = join(folder, 'electron');
  return existsSync(binary) ? binary : undefined;
}

function startWindow(url) {
  const electron = electronBinary();
  const [command, entry] = electron ? [electron, 'electron.js'] : [projectNode, 'chromium.js'];
  say(electron ? '窗口：Electron' : '窗口：Chromium（本机没有 Electron 程序，可用 npm run electron:fetch 取得）');
  mkdirSync(terminalDirectory, { recursive: true, mode: 0o700 });
  return spawn(command, [join(root, isQuery ? 'dist-query' : 'dist', 'main', entry)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DANGLIAN_SERVER_URL: url,
      DANGLIAN_SERVER_CA: join(centreDirectory, 'ca.crt'),
      DANGLIAN_TERMINAL_DIR: terminalDirectory,
      ...readEnrolmentCode(),
      DANGLIAN_TERMINAL_NAME: process.env.DANGLIAN_TERMINAL_NAME ?? `${hostname()}${isQuery ? ' 查询端' : ''}`,
    },
  });
}

const noDisplay = url => `没有图形显示（DISPLAY 未设置），窗口没有打开。数据中心已在 ${url} 运行，按 Ctrl+C 停止。
No display, so no window was opened; the data centre is running. To go on, one of:
  · run "npm start" in a terminal of the desktop, or over "ssh -X"
  · without any screen: "xvfb-run -a npm start" (a window nobody sees), or "npm run smoke" (the whole job, with screenshots)`;

endOnSetupError(() => { setUp({ editions: isQuery ? ['archive', 'query'] : ['archive'] }); });
say('数据中心启动中…（首次启动要生成演示城市，约一分钟）');
const centre = await startCentre();
const stop = () => centre.child.kill('SIGTERM');
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
centre.child.once('exit', code => process.exit(code ?? 0));
printAccounts(await fetchSite(centre.url));

if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) {
  const window = startWindow(centre.url);
  window.once('exit', stop);
} else {
  say(noDisplay(centre.url));
}
