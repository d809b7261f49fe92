import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Selectable } from 'kysely';
import sharp from 'sharp';
import type { z } from 'zod';
import type { serverApi } from '../../src-shared/contract/server-api.ts';
import type { FiledPage } from '../../src-shared/contract/server/volume-operations.ts';
import type { ClassCode } from '../../src-shared/domain/catalogue.ts';
import type { CircleId } from '../../src-shared/domain/circle.ts';
import { AccountId, IdempotencyKey, PersonId, VolumeId, type RequestId } from '../../src-shared/domain/ids.ts';
import { plainRecipe } from '../../src-shared/domain/page-recipe.ts';
import { PartialDate } from '../../src-shared/domain/partial-date.ts';
import type { Application } from '../../src-shared/domain/view-request.ts';
import type { CatalogueRow, Material } from '../../src-shared/domain/volume.ts';
import type { Schema } from '../../src-server/db/schema.ts';
import { aPerson, aUnit, aVolume, anAccount } from './builders.ts';
import type { TestServer } from './server.ts';

/** Real scanned pages of other people; undefined where the folder is absent. */
export const samplesDirectory = [process.env.SAMPLES_DIR, resolve(import.meta.dirname, '../../../shared/samples')]
  .map(directory => directory && join(directory, 'pages'))
  .find(directory => directory && existsSync(directory));

export const aKey = (): IdempotencyKey => IdempotencyKey.parse(randomUUID());

/** White paper with a dark bar, different on every call: an image that no other page has. */
export async function aScan({ width = 420, height = 594 }: { width?: number; height?: number } = {}): Promise<Buffer> {
  const ink = await sharp({ create: { width: Math.floor(width / 2), height: 20, channels: 3, background: `#${randomBytes(3).toString('hex')}` } }).png().toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ffffff' } }).composite([{ input: ink, left: 10, top: 30 }]).jpeg().toBuffer();
}

/** A finished upload of this account, as the upload door leaves it behind. */
export async function anUpload({ services }: TestServer, accountId: string, bytes: Buffer): Promise<z.input<typeof FiledPage>> {
  const id = randomBytes(16).toString('hex');
  await services.db.insertInto('uploads').values({ id, accountId, size: bytes.length, lockedBy: null, lockedUntil: null }).execute();
  await services.uploads.create(id);
  await services.uploads.append(id, 0, Readable.from([bytes]));
  return { uploadId: id, digest: createHash('sha256').update(bytes).digest('hex'), recipe: plainRecipe, dpi: 300 };
}

export const aRow = (classCode: ClassCode, sequence: number, pageCount = 1): z.output<typeof CatalogueRow> =>
  ({ classCode, sequence, name: `材料${classCode}-${String(sequence)}`, formedOn: PartialDate.parse('198703'), pageCount, remark: '' });

type Account = Awaited<ReturnType<typeof anAccount>> & { readonly token: string };

/** A custodial unit with archivist and approver, an office elsewhere with two readers, and a person with a volume of three materials. */
export type Office = {
  readonly archivist: Account;
  readonly approver: Account;
  readonly reader: Account;
  readonly second: Account;
  readonly person: Awaited<ReturnType<typeof aPerson>> & { readonly id: PersonId };
  readonly volumeId: VolumeId;
  /** Classes 1, 4-1 and 9-2; the first has two pages. */
  readonly materials: readonly z.output<typeof Material>[];
};

export async function anOffice(server: TestServer): Promise<Office> {
  const { db } = server;
  const custodian = await aUnit(db);
  const elsewhere = await aUnit(db, { isCustodian: false });
  const account = async (overrides: Parameters<typeof anAccount>[1]): Promise<Account> => {
    const made = await anAccount(db, overrides);
    return { ...made, token: await server.signIn(made.loginName) };
  };
  const archivist = await account({ unitId: custodian.id, roles: ['archivist'] });
  const approver = await account({ unitId: custodian.id, roles: ['approver'], displayName: '赵批准' });
  const reader = await account({ unitId: elsewhere.id, roles: ['reader'], displayName: '钱查档' });
  const second = await account({ unitId: elsewhere.id, roles: ['reader'], displayName: '孙陪同' });
  const person = await aPerson(db, { unitId: custodian.id });
  const volumeId = VolumeId.parse((await aVolume(db, { personId: person.id })).id);
  const materials = [];
  for (const [classCode, pageCount] of [['1', 2], ['4-1', 1], ['9-2', 1]] as const) materials.push(await fileMaterial(server, archivist, { volumeId, classCode, sequence: 1, pageCount }));
  return { archivist, approver, reader, second, person: { ...person, id: PersonId.parse(person.id) }, volumeId, materials };
}

type Filing = { readonly volumeId: VolumeId; readonly classCode: ClassCode; readonly sequence: number; readonly pageCount?: number };

export async function fileMaterial(server: TestServer, archivist: Account, { volumeId, classCode, sequence, pageCount = 1 }: Filing): Promise<z.output<typeof Material>> {
  const pages = [];
  for (let count = 0; count < pageCount; count++) pages.push(await anUpload(server, archivist.id, await aScan()));
  return server.call(archivist.token, 'volumes.fileMaterial', { volumeId, idempotencyKey: aKey(), row: aRow(classCode, sequence, pageCount), pages });
}

export async function apply(server: TestServer, { reader, second, person }: Office, overrides: Partial<z.output<typeof Application>> & { readonly circleId?: CircleId } = {}): Promise<{ id: RequestId; number: string }> {
  const application = { personId: person.id, purpose: 'retirement', reason: '', secondReaderId: AccountId.parse(second.id), minutes: 60, classCodes: ['1', '4-1'], wantsPrint: true, ...overrides } as const;
  return server.call(reader.token, 'requests.submit', { ...application, idempotencyKey: aKey() });
}

/** Applied for classes 1 and 4-1; both granted for 30 minutes, class 1 with printing. */
export async function aGrant(server: TestServer, office: Office): Promise<RequestId> {
  const { id } = await apply(server, office);
  const [first, degree] = office.materials;
  await approve(server, office.approver.token, { id, materials: [{ materialId: first!.id, canPrint: true }, { materialId: degree!.id, canPrint: false }] });
  return id;
}

type Approval = z.input<(typeof serverApi)['requests.approve']['input']>;

/** As somebody does who has just looked at the request. */
export async function approve(server: TestServer, token: string, approval: Partial<Approval> & Pick<Approval, 'id' | 'materials'>): Promise<void> {
  await server.call(token, 'requests.approve', { contentDigest: await contentDigestOf(server, approval.id), minutes: 30, copies: 20, note: '', ...approval });
}

export async function contentDigestOf({ db }: TestServer, id: string): Promise<string> {
  return (await db.selectFrom('viewRequests').select('contentDigest').where('id', '=', id).executeTakeFirstOrThrow()).contentDigest;
}

/** Sign-ins end when a test moves its clock; the people in it have been busy meanwhile. */
export async function keepSignedIn({ db, services }: TestServer): Promise<void> {
  const at = services.now();
  await db.updateTable('sessions').set({ createdAt: at, lastUsedAt: at, confirmedAt: at, expiresAt: new Date(at.getTime() + 12 * 3_600_000) }).execute();
}

/** Printers beside the terminal of this token, which a data centre out of production approves by itself. */
export async function somePrinters(server: TestServer, token: string, ...names: readonly string[]): Promise<void> {
  await server.call(token, 'printers.report', { printers: names.map(name => ({ name, device: 'local', deviceUri: `usb://Office/${name}`, model: 'Office' })) });
}

type RecordedEvent = Pick<Selectable<Schema['auditEvents']>, 'act' | 'result' | 'detail' | 'actorId'>;

export async function eventsOf({ db }: TestServer, object: string): Promise<RecordedEvent[]> {
  return db.selectFrom('auditEvents').select(['act', 'result', 'detail', 'actorId']).where('object', '=', object).orderBy('sequence').execute();
}
