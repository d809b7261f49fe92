import type { Stray } from '#shared/domain/staged-volume';

const junkFolders = new Set(['__macosx', '$recycle.bin', 'system volume information', '.trashes', '.spotlight-v100', '.fseventsd', '@eadir', '.git', '.svn']);
const junkFile = /^(\.ds_store|thumbs\.db|ehthumbs\.db|desktop\.ini|\.localized|\._.*|~\$.*)$/i;
const executable = /\.(exe|dll|com|scr|pif|cpl|msi|bat|cmd|ps1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|lnk|reg|sh|so|dylib|app|apk|deb|rpm|py|pl|rb|php|jsp|elf|bin|ocx|sys|chm|url|desktop|docm|xlsm|pptm)$/i;
/** What claims to be a picture: also of kinds that are not taken, so that a page delivered as one is not passed over as a stray. */
const image = /\.(jpe?g|jpe|jfif|png|tiff?|jp2|jpx|j2k|bmp|gif|webp|heic|avif)$/i;

/** What a file is by its place and its ending. */
export type FileKind = Stray['kind'] | 'image' | 'pdf';

export function kindOfFile(path: string): FileKind {
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  if (junkFile.test(name) || segments.slice(0, -1).some(folder => junkFolders.has(folder.toLowerCase()))) return 'junk';
  if (executable.test(name)) return 'executable';
  if (image.test(name)) return 'image';
  return /\.pdf$/i.test(name) ? 'pdf' : 'unknown';
}

export function isTiff(path: string): boolean {
  return /\.tiff?$/i.test(path);
}

/** Lists what is no part of the volume; null for what is. */
export function strayOf({ path, bytes }: { readonly path: string; readonly bytes: number }): Stray | null {
  const kind = kindOfFile(path);
  return kind === 'image' || kind === 'pdf' ? null : { path, kind, bytes };
}
