import { printPath } from '#shared/contract/server-paths';
import type { PrintJobId } from '#shared/domain/ids';
import { mostCopyBytes } from '#shared/domain/printing';
import type { CommonServices } from '../../app/services.ts';

/** Large enough that the channel is asked seldom, small enough to be packed in a blink. */
const pieceBytes = 512 * 1024;

/** From the data centre to the device host as it is made, never whole in this process: a hundred pages would hold the windows up for a tenth of a second. */
export async function loadDocument({ server, devices }: CommonServices, printJobId: PrintJobId): Promise<void> {
  let offset = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const pass = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await devices('printers.load', { printJobId, offset, bytes });
    offset += bytes.length;
  };
  await server.getPieces(printPath(printJobId), mostCopyBytes, async piece => {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes >= pieceBytes) await pass();
  });
  if (waitingBytes > 0) await pass();
}

/** Of a copy that is not printed after all. A device host that has ended holds it no more: why it is not printed is what is to be told. */
export async function dropDocument({ devices }: Pick<CommonServices, 'devices'>, printJobId: PrintJobId): Promise<void> {
  await devices('printers.load', { printJobId, offset: 0, bytes: new Uint8Array() }).catch(() => undefined);
}
