import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { formatClassCode, leafClasses, type ClassCode } from '../../src-shared/domain/catalogue.ts';
import { formatSecrecyMark, type Secrecy } from '../../src-shared/domain/secrecy.ts';
import type { StagedPerson } from '../../src-shared/domain/staged-volume.ts';
import { writeCatalogue, writeSealedPackage, type CatalogueTemplate, type NoteSigner, type SealedOpening } from '../../src-server/features/intake/packages/index.ts';
import { encodeGb18030 } from './gb18030.ts';
import { rawZip } from './raw-zip.ts';

/** One face in both layers; suppliers that deliver one layer only deliver the original. */
export type WritablePage = { readonly original: Buffer; readonly optimised: Buffer | null };

export type WritableRow = {
  readonly classCode: ClassCode;
  readonly sequence: number;
  readonly name: string;
  /** YYYY, YYYYMM, YYYYMMDD or empty. */
  readonly formedOn: string;
  readonly remark: string;
  readonly pages: readonly WritablePage[];
};

export type WritablePerson = Omit<StagedPerson, 'source'>;
/** A volume without a fault; tests make the faults themselves, in the rows or in the files. */
export type WritableVolume = { readonly person: WritablePerson; readonly secrecy: Secrecy; readonly rows: readonly WritableRow[] };
export type PackageFile = { readonly path: string; readonly bytes: Buffer };

const two = (number: number): string => String(number).padStart(2, '0');

/** `张三_150202198703120015` */
export function folderOf({ name, idNumber }: WritablePerson): string {
  return [name, idNumber].filter(Boolean).join('_');
}

export function classFolderOf(code: ClassCode): string {
  return `${code}.${leafClasses.find(leaf => leaf.code === code)?.name ?? ''}`;
}

/** (a) Class folders with images, below a folder for each layer if there are optimised images. */
export function layoutFiles({ person, rows }: WritableVolume): readonly PackageFile[] {
  const hasLayers = rows.some(({ pages }) => pages.some(({ optimised }) => optimised !== null));
  const root = folderOf(person);
  return rows.flatMap(({ classCode, sequence, pages }) =>
    pages.flatMap(({ original, optimised }, index) => {
      const inside = `${classFolderOf(classCode)}/${two(sequence)}${two(index + 1)}.jpg`;
      const first = { path: hasLayers ? `${root}/原始图像/${inside}` : `${root}/${inside}`, bytes: original };
      return optimised === null ? [first] : [first, { path: `${root}/优化图像/${inside}`, bytes: optimised }];
    }),
  );
}

/** (b) The same with `目录.xlsx`. */
export async function workbookFiles(volume: WritableVolume, template: CatalogueTemplate = 'since-2012'): Promise<readonly PackageFile[]> {
  const rows = volume.rows.map(row => ({ ...row, pageCount: row.pages.length }));
  const bytes = await writeCatalogue(template, { rows, person: volume.person, secrecy: volume.secrecy });
  return [...layoutFiles(volume), { path: `${folderOf(volume.person)}/目录.xlsx`, bytes }];
}

export type XmlEncoding = 'GB18030' | 'UTF-8' | 'UTF-16';

/** (c) The same with `数字档案.xml`, which gives a digest for every image. */
export function xmlFiles(volume: WritableVolume, { encoding = 'GB18030', algorithm = 'sha256' }: { readonly encoding?: XmlEncoding; readonly algorithm?: 'sha256' | 'sm3' | 'md5' } = {}): readonly PackageFile[] {
  const text = `<?xml version="1.0" encoding="${encoding}"?>\n${xmlOf(volume, algorithm)}`;
  const bytes = encoding === 'GB18030' ? encodeGb18030(text) : encoding === 'UTF-16' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text);
  return [...layoutFiles(volume), { path: `${folderOf(volume.person)}/数字档案.xml`, bytes }];
}

const escape = (text: string | null): string => (text ?? '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const element = (name: string, text: string | null): string => `<${name}>${escape(text)}</${name}>`;

function xmlOf(volume: WritableVolume, algorithm: string): string {
  const { person, secrecy, rows } = volume;
  const gender = person.gender === null ? '' : { male: '男', female: '女' }[person.gender];
  const about = [
    element('姓名', person.name), element('性别', gender), element('民族', person.ethnicity), element('出生日期', person.bornOn), element('公民身份号码', person.idNumber), element('档案编号', person.archiveNumber),
    element('籍贯', person.nativePlace), element('政治面貌', person.politicalStatus), element('参加工作时间', person.workStartedOn), element('工作单位', person.unitName), element('职务', person.post),
  ];
  const catalogue = rows.map(({ classCode, sequence, name, formedOn, remark, pages }) => {
    const date = [['年', formedOn.slice(0, 4)], ['月', formedOn.slice(4, 6)], ['日', formedOn.slice(6, 8)]].map(([part = '', text = '']) => element(part, text));
    return `<材料>${element('类号', formatClassCode(classCode))}${element('序号', String(sequence))}${element('材料名称', name)}<形成时间>${date.join('')}</形成时间>${element('页数', String(pages.length))}${element('备注', remark)}</材料>`;
  });
  return `<数字档案>${element('密级', formatSecrecyMark(secrecy))}<人员基本信息>${about.join('')}</人员基本信息><目录信息>${catalogue.join('\n')}</目录信息>${layersOf(volume, algorithm)}</数字档案>`;
}

function layersOf(volume: WritableVolume, algorithm: string): string {
  const root = folderOf(volume.person);
  const images = layoutFiles(volume).map(({ path, bytes }) => {
    const digest = createHash(algorithm).update(bytes).digest('hex');
    return { isOptimised: path.includes('/优化图像/'), text: `<图像>${element('文件名', path.slice(root.length + 1))}${element('摘要算法', algorithm.toUpperCase())}${element('摘要', digest)}</图像>` };
  });
  const part = (name: string, isOptimised: boolean): string => `<${name}>${images.filter(image => image.isOptimised === isOptimised).map(({ text }) => text).join('\n')}</${name}>`;
  return part('原始图像数据', false) + part('优化图像数据', true);
}

/** A data centre that sends and one that receives, with fresh keys. */
export type SealedParties = { readonly signer: NoteSigner; readonly recipient: KeyObject; readonly opening: SealedOpening; readonly recipientPem: string };

export function sealedParties(name = 'danglian-baotou'): SealedParties {
  const signing = generateKeyPairSync('ed25519');
  const receiving = generateKeyPairSync('x25519');
  const key = { name, publicKey: Buffer.from(signing.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url') };
  const recipientPem = receiving.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    signer: { key, sign: text => Promise.resolve(sign(null, Buffer.from(text), signing.privateKey)) },
    recipient: createPublicKey(receiving.publicKey.export({ type: 'spki', format: 'pem' })),
    opening: { recipient: createPrivateKey(recipientPem), trusted: () => Promise.resolve([key]) },
    recipientPem,
  };
}

/** (d) DangLian's own package, as the zip that it is. */
export function sealedZip({ person, secrecy, rows }: WritableVolume, { signer, recipient }: Pick<SealedParties, 'signer' | 'recipient'>): Promise<Buffer> {
  const images = rows.flatMap(({ classCode, sequence, pages }) =>
    pages.flatMap(({ original, optimised }, index) => {
      const image = (layer: 'original' | 'optimised', bytes: Buffer) => ({ layer, classCode, sequence, page: index + 1, read: () => Promise.resolve(bytes) }) as const;
      return optimised === null ? [image('original', original)] : [image('original', original), image('optimised', optimised)];
    }),
  );
  const catalogue = rows.map(({ classCode, sequence, name, formedOn, remark, pages }) => ({ classCode, sequence, name, formedOn, remark, pageCount: pages.length, copies: null }));
  return buffer(writeSealedPackage({ person, secrecy, rows: catalogue, images, recipient, signer, madeAt: new Date('2026-11-28T12:00:00Z') }));
}

/** A stored zip, as the terminal makes it of a folder; `gb18030` writes names as packers on Chinese Windows do. */
export function zipOf(files: readonly PackageFile[], names: 'utf-8' | 'gb18030' = 'utf-8'): Buffer {
  return rawZip(files.map(({ path, bytes }) => ({ name: names === 'utf-8' ? path : encodeGb18030(path), bytes })));
}

/** The same as a folder on the disk: generated pages only. */
export async function writeTree(files: readonly PackageFile[], directory: string): Promise<void> {
  for (const { path, bytes } of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
}
