import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Edition } from '#shared/domain/edition';

/** Sources and bundles lie two folders below the root alike. */
const isSource = import.meta.url.endsWith('.ts');
export const atRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** The window and the device host of an edition, as `npm run build` leaves them. */
const programs = {
  archive: { rendererDirectory: atRoot('dist/renderer'), deviceHostEntry: fileURLToPath(new URL(isSource ? '../device-host/main.ts' : './device-host.js', import.meta.url)) },
  query: { rendererDirectory: atRoot('dist-query/renderer'), deviceHostEntry: fileURLToPath(new URL(isSource ? '../device-host/query-main.ts' : './device-host.js', import.meta.url)) },
} as const satisfies Record<Edition, object>;
export const programOf = (edition: Edition): (typeof programs)[Edition] => programs[edition];

export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(atRoot('package.json'), 'utf8')) as { version: string }; // `as`: our own manifest
  return version;
}
