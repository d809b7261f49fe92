import { createHash, randomBytes, randomInt } from 'node:crypto';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { z } from 'zod';
import type { ClassCode } from '../../src-shared/domain/catalogue.ts';
import { writeCatalogue } from '../../src-server/features/intake/packages/index.ts';
import { startIntake, createImageChecker, createIntakeTools, type IntakeWorker } from '../../src-server/features/intake/index.ts';
import type { serverApi } from '../../src-shared/contract/server-api.ts';
import { ruleIds } from '../../src-shared/domain/finding.ts';
import type { BatchId, PackageId } from '../../src-shared/domain/ids.ts';
import type { Batch, PackageSummary } from '../../src-shared/domain/intake.ts';
import { IntakePolicy } from '../../src-shared/domain/intake-policy.ts';
import { anIdNumber } from './administrators.ts';
import { aPerson, aUnit, aVolume, anAccount, aMaterialRow } from './builders.ts';
import { aKey, keepSignedIn } from './office.ts';
import { rawZip } from './raw-zip.ts';
import { startTestServer, type TestServer } from './server.ts';

type Account = Awaited<ReturnType<typeof anAccount>> & { readonly token: string };
export type IntakeOffice = { readonly unitId: string; readonly archivist: Account; readonly second: Account; readonly approver: Account };

/** A custodial unit with two archivists and an approver, each of them another person. */
export async function anIntakeOffice(server: TestServer): Promise<IntakeOffice> {
  const unitId = (await aUnit(server.db)).id;
  const account = async (overrides: Parameters<typeof anAccount>[1]): Promise<Account> => {
    const made = await anAccount(server.db, { unitId, idNumber: anIdNumber(), ...overrides });
    return { ...made, token: await server.signIn(made.loginName) };
  };
  return { unitId, archivist: await account({ roles: ['archivist'] }), second: await account({ roles: ['archivist'], displayName: '周复核' }), approver: await account({ roles: ['approver'], displayName: '赵批准' }) };
}

/** Drawn test pages are no scans: what pictures look like is left to the tests of the image rules. */
export async function allowDrawnPages(server: TestServer, { approver }: IntakeOffice): Promise<void> {
  const { version } = await server.call(approver.token, 'intake.getPolicy', {});
  const pictureRules = ruleIds.filter(id => /^G(?!01|12)/.test(id));
  const severities = Object.fromEntries([...pictureRules, 'C08', 'C10'].map(id => [id, 'off']));
  await server.call(approver.token, 'intake.setPolicy', { version, policy: IntakePolicy.parse({ severities }), reason: '测试图像' });
}

export type VolumePlan = Readonly<Record<string, number>>;

export type Delivered = { readonly idNumber: string; readonly name: string; readonly archiveNumber: string; readonly personId: string; readonly volumeId: string };

/** A person of the roster whose catalogue (class and number of pages) has been entered and whose pages are still to come. */
export async function aCataloguedPerson(server: TestServer, { unitId }: Pick<IntakeOffice, 'unitId'>, plan: VolumePlan): Promise<Delivered> {
  const idNumber = anIdNumber();
  const gender = Number(idNumber[16]) % 2 === 1 ? 'male' : 'female';
  const person = await aPerson(server.db, { unitId, idNumber, name: aName(), bornOn: idNumber.slice(6, 14), gender });
  const { id: volumeId } = await aVolume(server.db, { personId: person.id });
  for (const [place, pageCount] of Object.entries(plan)) {
    const [classCode, sequence] = splitPlace(place);
    await aMaterialRow(server.db, volumeId, { classCode: classCode as '1', sequence, name: `材料${place}`, formedOn: '1990', pageCount }); // `as`: the test names a class
  }
  await server.db.updateTable('volumes').set({ version: 1 }).where('id', '=', volumeId).execute();
  return { idNumber: person.idNumber, name: person.name, archiveNumber: person.archiveNumber, personId: person.id, volumeId };
}

/** Of three characters; hardly two alike. */
export const aName = (): string => `王${Array.from({ length: 2 }, () => String.fromCodePoint(0x4e00 + randomInt(0x4000))).join('')}`;

function splitPlace(place: string): [string, number] {
  const at = place.lastIndexOf('/');
  return [place.slice(0, at), Number(place.slice(at + 1))];
}

export type PackageFile = { readonly name: string; readonly bytes: Buffer };

/** The files of one volume in the layout of the field: class and sequence → number of pages. Each page is another picture. */
export async function volumeFiles(plan: VolumePlan, folder = ''): Promise<PackageFile[]> {
  const files: PackageFile[] = [];
  for (const [place, pages] of Object.entries(plan)) {
    const [classCode, sequence] = splitPlace(place);
    for (let page = 1; page <= pages; page++) {
      const bytes = await aDrawnPage();
      files.push({ name: `${folder}${classCode}.材料/${String(sequence).padStart(2, '0')}${String(page).padStart(2, '0')}.jpg`, bytes });
    }
  }
  return files;
}

type Newcomer = { readonly name: string; readonly idNumber: string };

/** The catalogue of one volume in Excel, as a supplier fills it in; `pageCounts` tells other numbers than the truth. */
export async function catalogueFile(person: Newcomer, plan: VolumePlan, { folder = '', archiveNumber = '' } = {}): Promise<PackageFile> {
  const rows = Object.entries(plan).map(([place, pageCount]) => {
    const [classCode, sequence] = splitPlace(place);
    return { classCode: classCode as ClassCode, sequence, name: `材料${place}`, formedOn: '1990', pageCount, remark: '' }; // `as`: the test names a class
  });
  return { name: `${folder}目录.xlsx`, bytes: await writeCatalogue('since-2012', { rows, person: { ...person, archiveNumber }, secrecy: { level: 'secret', years: 10 } }) };
}

/** Nobody of the roster. */
export const aNewcomer = (): Newcomer => ({ name: aName(), idNumber: anIdNumber() });

/** A volume with catalogue and pages that agree. */
export async function wholeVolume(person: Newcomer, plan: VolumePlan, folder = ''): Promise<PackageFile[]> {
  return [await catalogueFile(person, plan, { folder }), ...(await volumeFiles(plan, folder))];
}

/** Dark blocks at random places: no two pages look alike. */
export async function aDrawnPage(): Promise<Buffer> {
  const [width, height] = [620, 877];
  const blocks = Array.from({ length: 14 }, () => `<rect x="${String(randomInt(40, 420))}" y="${String(randomInt(40, 760))}" width="${String(randomInt(30, 160))}" height="${String(randomInt(10, 90))}" fill="#${randomBytes(1).toString('hex')}2030"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"><rect width="100%" height="100%" fill="#fff"/>${blocks.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' }).jpeg().toBuffer();
}

export const packageNameOf = ({ name, idNumber }: Pick<Delivered, 'name' | 'idNumber'>): string => `${name}_${idNumber}`;

/** A finished upload of a package, as the upload door leaves it behind. */
export async function aPackageUpload({ services }: TestServer, accountId: string, bytes: Buffer): Promise<string> {
  const id = randomBytes(16).toString('hex');
  await services.db.insertInto('uploads').values({ id, accountId, size: bytes.length, isPackage: true, lockedBy: null, lockedUntil: null }).execute();
  await services.uploads.create(id);
  await services.uploads.append(id, 0, Readable.from([bytes]));
  return id;
}

export async function aBatch(server: TestServer, { archivist }: IntakeOffice, overrides: Partial<z.input<(typeof serverApi)['intake.createBatch']['input']>> = {}): Promise<z.output<typeof Batch>> {
  return server.call(archivist.token, 'intake.createBatch', { idempotencyKey: aKey(), kind: 'volumes', supplier: '某数字化公司', note: '', mediumId: null, approvalNumber: '批2026-1', secrecy: { level: 'secret', years: 10 }, ...overrides });
}

type Offer = { readonly batchId: BatchId; readonly name: string; readonly files: readonly PackageFile[]; readonly digest?: string };

export async function offer(server: TestServer, { archivist }: IntakeOffice, { batchId, name, files, digest }: Offer): Promise<z.output<typeof PackageSummary>> {
  const bytes = rawZip(files);
  const uploadId = await aPackageUpload(server, archivist.id, bytes);
  return server.call(archivist.token, 'intake.offerPackage', { batchId, idempotencyKey: aKey(), name, uploadId, bytes: bytes.length, digest: digest ?? createHash('sha256').update(bytes).digest('hex') });
}

/** Lets everything pass that was found: what blocks with a second person. */
export async function letPass(server: TestServer, { archivist, second }: IntakeOffice, packageId: PackageId): Promise<void> {
  const { findings } = await server.call(archivist.token, 'intake.getPackage', { id: packageId });
  const findingIds = findings.filter(({ severity, override }) => severity !== 'info' && override === null).map(({ id }) => id);
  if (findingIds.length === 0) return;
  const { findings: proposed } = await server.call(archivist.token, 'intake.override', { packageId, findingIds, reason: '经核对属实' });
  const waiting = proposed.filter(({ override }) => override?.state === 'proposed').map(({ id }) => id);
  if (waiting.length > 0) await server.call(second.token, 'intake.decideOverride', { packageId, findingIds: waiting, agrees: true });
}

type Judgement = { readonly batchId: BatchId; readonly isPlaceRight?: boolean };

export async function judgeAll(server: TestServer, { archivist }: IntakeOffice, { batchId, isPlaceRight = true }: Judgement): Promise<void> {
  const { items } = await server.call(archivist.token, 'intake.getSample', { id: batchId });
  for (const { id } of items) await server.call(archivist.token, 'intake.judge', { batchId, itemId: id, isPlaceRight, isPictureGood: true, note: '' });
}

/** Closes the batch, judges its sample and accepts it. */
export async function acceptBatch(server: TestServer, office: IntakeOffice, batchId: BatchId): Promise<void> {
  await server.call(office.archivist.token, 'intake.closeBatch', { id: batchId });
  await judgeAll(server, office, { batchId });
  await server.call(office.archivist.token, 'intake.decideBatch', { id: batchId, verdict: 'accept', note: '' });
}

export type RunningIntake = { readonly worker: IntakeWorker; readonly bugs: unknown[]; stop(): Promise<void> };

/** The checking of a process, with real readers, image threads and rules. */
export function startTestIntake({ services }: TestServer, threads = 2): RunningIntake {
  const checker = createImageChecker({ threads });
  const bugs: unknown[] = [];
  const worker = startIntake(services, { tools: createIntakeTools(checker, services.exchange.opening), threads, reportBug: error => { bugs.push(error); } });
  return {
    worker,
    bugs,
    stop: async () => {
      await worker.stop();
      await checker.close();
    },
  };
}

/** A data centre of its own with an intake office whose drawn pages pass, and the checking at work. */
export async function startIntakeHouse(options: Parameters<typeof startTestServer>[0]): Promise<{ readonly server: TestServer; readonly office: IntakeOffice; readonly intake: RunningIntake }> {
  const server = await startTestServer(options);
  const office = await anIntakeOffice(server);
  await keepSignedIn(server);
  await allowDrawnPages(server, office);
  return { server, office, intake: startTestIntake(server) };
}

/** The package when it has come to one of these states. */
export async function settled(server: TestServer, id: PackageId, states: readonly string[] = ['checked']): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const { state } = await server.db.selectFrom('intakePackages').select('state').where('id', '=', id).executeTakeFirstOrThrow();
    if (states.includes(state)) return state;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`package ${id} did not come to ${states.join(' or ')}`);
}
