import sharp from 'sharp';
import type { Random } from '../random.ts';
import type { DeliveredMaterial, DeliveredVolume } from './delivered-volume.ts';

type Chance = { readonly random: Random; /** The volume delivered before this one. */ readonly previous: DeliveredVolume | undefined };
type Spoil = (volume: DeliveredVolume, chance: Chance) => DeliveredVolume | Promise<DeliveredVolume>;

const withMaterial = (volume: DeliveredVolume, index: number, material: DeliveredMaterial): readonly DeliveredMaterial[] => volume.materials.with(index, material);

function pickMaterial({ materials }: DeliveredVolume, random: Random, isFit: (material: DeliveredMaterial) => boolean = () => true): { readonly index: number; readonly material: DeliveredMaterial } {
  const fit = materials.map((material, index) => ({ index, material })).filter(({ material }) => isFit(material));
  return random.pick(fit.length > 0 ? fit : materials.map((material, index) => ({ index, material })));
}

const loseAPage: Spoil = (volume, { random }) => {
  const { index, material } = pickMaterial(volume, random, ({ pages }) => pages.length > 1);
  return { ...volume, materials: withMaterial(volume, index, { ...material, pages: material.pages.slice(0, -1) }), fault: '缺页：图像比目录少一页' };
};

const layAPageSideways: Spoil = async (volume, { random }) => {
  const { index, material } = pickMaterial(volume, random);
  const turned = await sharp(material.pages[0]).rotate(90).jpeg({ quality: 78 }).withMetadata({ density: 300 }).toBuffer();
  return { ...volume, materials: withMaterial(volume, index, { ...material, pages: material.pages.with(0, turned) }), fault: '图像横置' };
};

const skipANumber: Spoil = volume => {
  const last = volume.materials.length - 1;
  const material = volume.materials[last];
  return material ? { ...volume, materials: withMaterial(volume, last, { ...material, sequence: material.sequence + 1 }), fault: '漏号：序号不连续' } : volume;
};

/** A sheet of the person scanned before lies among this one's. */
const mixInASheet: Spoil = (volume, { random, previous }) => {
  const foreign = previous?.materials[0]?.pages[0];
  const { index, material } = pickMaterial(volume, random);
  if (foreign === undefined) return volume;
  return { ...volume, materials: withMaterial(volume, index, { ...material, pages: material.pages.with(0, foreign) }), fault: '装错：混入他人材料' };
};

const leanAPage: Spoil = async (volume, { random }) => {
  const { index, material } = pickMaterial(volume, random);
  const leaning = await sharp(material.pages[0]).rotate(3.2, { background: '#e4e3df' }).resize(2480, 3508, { fit: 'cover' }).jpeg({ quality: 78 }).withMetadata({ density: 300 }).toBuffer();
  return { ...volume, materials: withMaterial(volume, index, { ...material, pages: material.pages.with(0, leaning) }), fault: '图像倾斜' };
};

const breakAFile: Spoil = (volume, { random }) => {
  const { index, material } = pickMaterial(volume, random);
  const broken = material.pages[0]?.subarray(0, 60_000) ?? Buffer.alloc(0);
  return { ...volume, materials: withMaterial(volume, index, { ...material, pages: material.pages.with(0, broken) }), fault: '图像文件不完整' };
};

const dateInTheFuture: Spoil = (volume, { random }) => {
  const { index, material } = pickMaterial(volume, random);
  return { ...volume, materials: withMaterial(volume, index, { ...material, formedOn: '20310230' }), fault: '形成时间错误' };
};

/** What suppliers get wrong, most usual first. */
export const faults: readonly Spoil[] = [loseAPage, layAPageSideways, skipANumber, mixInASheet, leanAPage, breakAFile, dateInTheFuture];
