import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { leafClasses } from '#shared/domain/catalogue';
import { writeCatalogue } from '../../intake/packages/index.ts';
import type { DeliveredMaterial, DeliveredVolume } from './delivered-volume.ts';
import { drawDelivery, type DeliveryPlan } from './draw-delivery.ts';

/** `张三_150202…`, as suppliers name the folder of a volume. */
export const folderOf = ({ person }: Pick<DeliveredVolume, 'person'>): string => `${person.name}_${person.idNumber}`;

/** One folder for each volume: `目录.xlsx`, and the pictures in class folders. Invented people only: nothing here is a secret. */
export async function writeDelivery(directory: string, plan: DeliveryPlan, onVolume: (volume: DeliveredVolume) => void = () => undefined): Promise<void> {
  for await (const volume of drawDelivery(plan)) {
    const folder = join(directory, folderOf(volume));
    for (const material of volume.materials) await writePages(folder, material);
    const { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, post, unit, secrecyLevel, secrecyYears, life } = volume.person;
    const person = { name, idNumber, archiveNumber, gender, bornOn, ethnicity, nativePlace, politicalStatus, workStartedOn: life.workStartedOn, unitName: unit.name, post };
    const rows = volume.materials.map(({ formedOn, pages: _pages, ...row }) => ({ ...row, formedOn: formedOn ?? '' }));
    await writeFile(join(folder, '目录.xlsx'), await writeCatalogue('since-2012', { rows, person, secrecy: { level: secrecyLevel, years: secrecyYears } }));
    onVolume(volume);
  }
}

async function writePages(folder: string, { classCode, sequence, pages }: DeliveredMaterial): Promise<void> {
  const className = leafClasses.find(({ code }) => code === classCode)?.name ?? '';
  for (const [index, bytes] of pages.entries()) {
    const path = join(folder, `${classCode}.${className}`, `${twoDigits(sequence)}${twoDigits(index + 1)}.jpg`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
