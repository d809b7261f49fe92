import type { Generated, JSONColumnType } from 'kysely';
import type { CatalogueSetting, CatalogueSheet, CatalogueTemplateName } from '#shared/domain/catalogue-sheets/catalogue-book';
import type { CataloguePrint, CataloguePrintState, PrintedSheet } from '#shared/domain/catalogue-sheets/catalogue-print';
import type { PlannedSheet } from '#shared/domain/catalogue-sheets/plan-catalogue';

export type CatalogueTables = {
  cataloguePrints: {
    id: string;
    registerNumber: string;
    volumeId: string;
    template: CatalogueTemplateName;
    edition: number;
    setting: JSONColumnType<CatalogueSetting>;
    /** What was on paper before: what is there again when none of the sheets came out right. */
    beforeSheets: JSONColumnType<CatalogueSheet[]>;
    plan: JSONColumnType<PlannedSheet[]>;
    sheets: JSONColumnType<PrintedSheet[]>;
    state: CataloguePrintState;
    goodSheets: number | null;
    printerName: string | null;
    outcome: CataloguePrint['outcome'];
    detail: Generated<string>;
    accountId: string;
    preparedAt: Date;
    endedAt: Date | null;
    idempotencyKey: string;
  };
};
