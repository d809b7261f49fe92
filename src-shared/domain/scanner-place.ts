import { z } from 'zod';

export const ScannerPlaceId = z.uuid().brand<'ScannerPlaceId'>();
export type ScannerPlaceId = z.infer<typeof ScannerPlaceId>;

/**
 * A network scanner as it is typed in: `192.168.1.20`, `scanner.example:8080`, `https://…/eSCL`. Without a scheme it is https. What
 * comes out always has scheme, host and path, and no name or password.
 */
export const ScannerAddress = z.string().trim().min(1).max(200).transform((typed, context) => {
  const address = completeAddress(typed);
  if (address === undefined) context.addIssue({ code: 'custom', message: 'no address of a scanner' });
  return address ?? '';
});
export type ScannerAddress = z.infer<typeof ScannerAddress>;

/** Scheme, host (a name, or an IPv6 address in brackets) and port; then a path without `..`. */
const addressPattern = /^https?:\/\/(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::(\d{1,5}))?(?=\/|$)/i;
const pathPattern = /^(?:\/[a-z0-9_~-][a-z0-9._~-]*)*$/i;
const usualPath = '/eSCL';

function completeAddress(typed: string): string | undefined {
  const text = (/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`).replace(/\/+$/, '');
  const place = addressPattern.exec(text);
  if (!place || Number(place[1] ?? 0) > 65_535 || place[0].includes('..')) return undefined;
  const path = text.slice(place[0].length) || usualPath;
  return pathPattern.test(path) ? place[0].toLowerCase() + path : undefined;
}

const Name = z.string().trim().min(1).max(60);

/** A scanner that speaks eSCL (AirScan) itself. Over https its certificate is pinned; plain http is used only where it says so. */
export const NetworkPlace = z.object({
  id: ScannerPlaceId,
  kind: z.literal('network'),
  name: Name,
  address: ScannerAddress,
  /** SHA-256 of the certificate that was looked at, in hex; null for plain http. */
  certificate: z.string().regex(/^[0-9a-f]{64}$/).nullable(),
});
export type NetworkPlace = z.infer<typeof NetworkPlace>;

/** 监视文件夹: where a vendor's own program leaves its pages. */
export const FolderPlace = z.object({
  id: ScannerPlaceId,
  kind: z.literal('folder'),
  name: Name,
  path: z.string().min(2).max(1000).startsWith('/'),
  order: z.enum(['name', 'time']),
  /** What becomes of a file once its pages are safely kept. It is removed only where the archivist has said so. */
  afterwards: z.enum(['keep', 'remove']),
});
export type FolderPlace = z.infer<typeof FolderPlace>;

/** Where this terminal finds scanners that SANE does not list. */
export const ScannerPlace = z
  .discriminatedUnion('kind', [NetworkPlace, FolderPlace])
  .refine(place => place.kind === 'folder' || place.address.startsWith('https:') === (place.certificate !== null), { path: ['certificate'] });
export type ScannerPlace = z.infer<typeof ScannerPlace>;

export const maxScannerPlaces = 20;

/** As scanners are named: beside those of SANE, which has no device of these beginnings. */
export const scannerIdOf = ({ kind, id }: Pick<ScannerPlace, 'kind' | 'id'>): string => `${kind}:${id}`;

/** A file of a watched folder, recognised by all three: the same name with other contents is another file. */
export const FolderFile = z.object({ name: z.string().min(1).max(255), sizeBytes: z.int().nonnegative(), modifiedMs: z.number() });
export type FolderFile = z.infer<typeof FolderFile>;

/** A file of which so many pages are kept; when it is whole it is not taken again. */
export const TakenFile = z.object({ file: FolderFile, pages: z.int().positive(), isWhole: z.boolean() });
export type TakenFile = z.infer<typeof TakenFile>;

export const isSameFile = (one: FolderFile, other: FolderFile): boolean => one.name === other.name && one.sizeBytes === other.sizeBytes && one.modifiedMs === other.modifiedMs;
