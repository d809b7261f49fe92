import { randomUUID } from 'node:crypto';
import type { RequestId } from '../../src-shared/domain/ids.ts';
import { anAccount } from '../../test/support/builders.ts';
import { anOffice, approve, apply, type Office } from '../../test/support/office.ts';
import type { TestServer } from '../../test/support/server.ts';
import { createRandom, drawnPages, toJpeg } from './drawn-pages.ts';

/** A4 pages of 300 dpi of the demonstration city, as the data centre keeps them. */
export async function drawPages(count: number): Promise<readonly { readonly jpeg: Buffer; readonly widthPx: number; readonly heightPx: number }[]> {
  const pages = createRandom('view').shuffle([...(await drawnPages('view'))]).slice(0, count);
  const drawn = [];
  for (const page of pages) {
    const { data, width, height } = await page.draw();
    drawn.push({ jpeg: await toJpeg({ data, width, height }), widthPx: width, heightPx: height });
  }
  return drawn;
}

/** An office whose three materials hold drawn pages: the first `counts[0]` of them, and so on, the pictures again and again. */
export async function aReadingRoom(server: TestServer, counts: readonly [number, number, number], pictures: Awaited<ReturnType<typeof drawPages>>): Promise<Office> {
  const office = await anOffice(server);
  const { db, services } = server;
  const blobs = [];
  for (const { jpeg, ...extent } of pictures) {
    const half = await services.marker.reduce(jpeg);
    blobs.push({ optimisedBlob: await services.pages.put(jpeg), halfBlob: await services.pages.put(half.jpeg), ...extent });
  }
  for (const [index, material] of office.materials.entries()) {
    const count = counts[index] ?? 0;
    const known = await db.selectFrom('pages').selectAll().where('materialId', '=', material.id).orderBy('number').execute();
    for (let number = 1; number <= count; number++) {
      const values = blobs[(number - 1) % blobs.length]!;
      const page = known[number - 1];
      if (page) await db.updateTable('pages').set(values).where('id', '=', page.id).execute();
      else await db.insertInto('pages').values({ ...known[0]!, id: randomUUID(), number, ...values }).execute();
    }
    await db.updateTable('materials').set({ pageCount: count }).where('id', '=', material.id).execute();
  }
  return office;
}

/** Everything of the volume, for hours. */
export async function grantAll(server: TestServer, office: Office, reader = office.reader): Promise<RequestId> {
  const { id } = await apply(server, { ...office, reader }, { minutes: 480, classCodes: ['1', '4-1', '9-2'] });
  await approve(server, office.approver.token, { id, minutes: 480, materials: office.materials.map(material => ({ materialId: material.id, canPrint: false })) });
  return id;
}

export async function aReader(server: TestServer, office: Office): Promise<Office['reader']> {
  const { unitId } = await server.db.selectFrom('accounts').select('unitId').where('id', '=', office.reader.id).executeTakeFirstOrThrow();
  const made = await anAccount(server.db, { unitId, roles: ['reader'] });
  return { ...made, token: await server.signIn(made.loginName) };
}
