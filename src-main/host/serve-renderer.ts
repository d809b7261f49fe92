import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { ServeHandler, ServeResponse } from './app-host.ts';
import { securityHeaders } from './security-headers.ts';

export { securityHeaders } from './security-headers.ts';

/** Where the built page expects the nonce of this answer. */
const noncePlaceholder = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
  '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf',
};

/**
 * Answers for the files of the built window. Only files that lay in the directory at the start are known, by their exact
 * paths, so no address can lead out of it; each is read once. `/` is the page itself, with a fresh nonce each time.
 */
export function serveRendererFiles(directory: string): ServeHandler {
  const files = new Map(listFiles(directory).map((file) => [addressOf(directory, file), file]));
  const contents = new Map<string, Promise<Buffer>>();

  const read = (file: string): Promise<Buffer> => {
    const known = contents.get(file) ?? readFile(file);
    contents.set(file, known);
    // A file that could not be read now may be readable later.
    known.catch(() => contents.delete(file));
    return known;
  };

  return async ({ path, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return null;
    const file = files.get(path === '/' ? '/index.html' : path);
    // The engine asks for it unasked; a window has its icon from the desktop.
    if (file === undefined && path === '/favicon.ico') return { status: 204, headers: securityHeaders(''), body: Buffer.alloc(0) };
    if (file === undefined) return null;
    return respond(file, await read(file));
  };
}

function respond(file: string, content: Buffer): ServeResponse {
  const type = contentTypes[extname(file).toLowerCase()];
  // Unknown kinds of files do not belong into the build.
  if (type === undefined) return { status: 404, headers: securityHeaders(''), body: Buffer.alloc(0) };
  if (!type.startsWith('text/html')) return { status: 200, headers: { ...securityHeaders(''), 'Content-Type': type }, body: content };
  const nonce = randomBytes(18).toString('base64');
  const body = Buffer.from(content.toString('utf8').replaceAll(noncePlaceholder, nonce));
  return { status: 200, headers: { ...securityHeaders(nonce), 'Content-Type': type }, body };
}

function listFiles(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const addressOf = (directory: string, file: string): string => `/${relative(directory, file).split(sep).map(encodeURIComponent).join('/')}`;
