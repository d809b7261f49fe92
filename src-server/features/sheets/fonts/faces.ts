import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type { Typeface } from '#shared/domain/typeface';
import { AppError } from '#shared/errors/app-error';
import { openFontFace, type FontFace } from './font-file.ts';

/** A font file and the PostScript name of the face in it. */
type Candidate = readonly [fileName: string, name: string];

const directories = ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local', 'share', 'fonts')];

/** Best first; the second ones are what domestic systems bring. */
const candidates: Readonly<Record<Typeface, readonly Candidate[]>> = {
  hei: [['NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'], ['SourceHanSansSC-Regular.otf', 'SourceHanSansSC-Regular']],
  'hei-bold': [['NotoSansCJK-Bold.ttc', 'NotoSansCJKsc-Bold'], ['SourceHanSansSC-Bold.otf', 'SourceHanSansSC-Bold']],
  song: [['NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'], ['SourceHanSerifSC-Regular.otf', 'SourceHanSerifSC-Regular']],
  'song-bold': [['NotoSerifCJK-Bold.ttc', 'NotoSerifCJKsc-Bold'], ['SourceHanSerifSC-Bold.otf', 'SourceHanSerifSC-Bold']],
  kai: [['gkai00mp.ttf', 'GBZenKai-Medium']],
};
/** What the face asked for lacks is looked for here: the rest of GB 18030, up to the last extension. */
const rest: Readonly<Record<Typeface, readonly Candidate[]>> = (() => {
  const rare: readonly Candidate[] = [['HanaMinA.ttf', 'HanaMinA'], ['HanaMinB.ttf', 'HanaMinB']];
  return { hei: rare, 'hei-bold': rare, song: rare, 'song-bold': rare, kai: [...candidates['song-bold'], ...candidates['hei-bold'], ...rare] };
})();

let files: Promise<ReadonlyMap<string, string>> | undefined;
const opened = new Map<string, Promise<FontFace | undefined>>();

async function listFonts(): Promise<ReadonlyMap<string, string>> {
  const lists = await Promise.all(directories.map(async directory => (await readdir(directory, { recursive: true }).catch(() => [])).map(path => join(directory, path))));
  return new Map(lists.flat().map(path => [basename(path), path]));
}

async function open([fileName, name]: Candidate): Promise<FontFace | undefined> {
  files ??= listFonts();
  const path = (await files).get(fileName);
  if (path === undefined) return undefined;
  const face = opened.get(name) ?? openFontFace(path, name);
  opened.set(name, face);
  return face;
}

/** The first of them that has the character; read once for the life of the process. */
async function findWith(among: readonly Candidate[], codePoint: number): Promise<FontFace | undefined> {
  for (const candidate of among) {
    const face = await open(candidate);
    if (face && face.glyphOf(codePoint) !== 0) return face;
  }
  return undefined;
}

/** Which face draws this character; undefined when none of this machine does. Throws `sheet.font-missing` where there is no Chinese font at all. */
export async function faceFor(typeface: Typeface, codePoint: number): Promise<FontFace | undefined> {
  const found = await findWith([...candidates[typeface], ...rest[typeface]], codePoint);
  if (!found && !(await findWith(candidates.hei, 0x6863))) throw new AppError('sheet.font-missing', { package: 'fonts-noto-cjk' });
  return found;
}
