import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Sources and bundles lie two folders below the root alike. */
const isSource = import.meta.url.endsWith('.ts');
export const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const rendererDirectory = atRoot('dist/renderer');
export const deviceHostEntry = fileURLToPath(new URL(isSource ? '../device-host/main.ts' : './device-host.js', import.meta.url));

export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(atRoot('package.json'), 'utf8')) as { version: string }; // `as`: our own manifest
  return version;
}
