import type { Services } from '../../../app/services.ts';
import { recordEvent } from '../../audit/index.ts';
import { requireAllowed, type Subject } from '../../authority/index.ts';
import { makeCatalogueTemplate, type CatalogueTemplate } from '../packages/index.ts';

/** The empty catalogue that suppliers fill in. */
export async function readTemplate({ db }: Services, subject: Subject, template: CatalogueTemplate): Promise<Buffer> {
  requireAllowed(subject, 'intake.readTemplate');
  await recordEvent(db, subject, { act: 'intake.readTemplate', object: template });
  return makeCatalogueTemplate(template);
}
