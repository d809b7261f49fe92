import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServeHandler, ServeResponse } from '../../../../src-main/host/app-host.ts';
import { securityHeaders, serveRendererFiles } from '../../../../src-main/host/serve-renderer.ts';

let outside: string;
let serve: ServeHandler;

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), 'danglian-test-'));
  const directory = join(outside, 'renderer');
  mkdirSync(join(directory, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(directory, 'index.html'), '<meta nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>');
  writeFileSync(join(directory, 'assets', 'main-档.js'), '1');
  writeFileSync(join(directory, 'notes.xyz'), '1');
  symlinkSync(join(outside, 'secret.txt'), join(directory, 'link.json'));
  serve = serveRendererFiles(directory);
});
afterAll(() => { rmSync(outside, { recursive: true, force: true }); });

const get = (path: string, method = 'GET'): Promise<ServeResponse | null> => serve({ path, query: new URLSearchParams(), method });

test('the page has a fresh nonce each time, the same in its text and in its policy', async () => {
  const nonces = await Promise.all(['/', '/', '/index.html'].map(async (path) => {
    const response = await get(path);
    const nonce = /'nonce-([^']+)'/.exec(response?.headers['Content-Security-Policy'] ?? '')?.[1] ?? '';
    expect(response?.body.toString()).toBe(`<meta nonce="${nonce}"><style nonce="${nonce}"></style>`);
    return nonce;
  }));
  expect(new Set(nonces).size).toBe(3);
  expect(nonces[0]).toMatch(/^[\w+/]{24}$/);
});

test('a file of the build comes with its type and without any cache', async () => {
  expect(await get('/assets/main-%E6%A1%A3.js')).toMatchObject({ status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } });
});

test.each(['/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '//etc/passwd', '/assets', '/link.json', '/nothing.js', '', '/assets/main-%E6%A1%A3.js/', '/index.html%00'])(
  'nothing else is known: %s', async (path) => { expect(await get(path)).toBeNull(); },
);

test('only reading is answered', async () => {
  expect(await get('/', 'POST')).toBeNull();
  expect(await get('/', 'HEAD')).not.toBeNull();
});

test('a kind of file that does not belong into the build is not handed out', async () => {
  expect(await get('/notes.xyz')).toMatchObject({ status: 404 });
});

test('the policy allows nothing by default, no inline script and no foreign source', () => {
  const policy = securityHeaders('abc')['Content-Security-Policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; /);
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(() => securityHeaders("x'; script-src *")).toThrow('base64');
});
