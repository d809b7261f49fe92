import type { Handlers } from '#shared/contract/operation';
import { excerptSheetPath } from '#shared/contract/server-paths';
import type { excerptSheetOperations } from '#shared/contract/terminal-desk-operations';
import type { CommonServices } from '../../app/services.ts';
import { createSheetDoor } from './sheet-door.ts';

/** 摘录单: what goes to the custodian with the copies. */
export function excerptSheetHandlers(services: CommonServices): Handlers<typeof excerptSheetOperations, unknown> {
  const { save, print, today } = createSheetDoor(services);
  return {
    'printing.saveSheet': ({ id }) => save(excerptSheetPath(id), `摘录单-${today()}-${id.slice(0, 8)}.pdf`),
    'printing.printSheet': ({ id, printerName }) => print(excerptSheetPath(id), { printerName, of: { kind: 'excerpt-sheet', id } }),
  };
}
