import { z } from 'zod';
import { EvidenceContent, EvidenceSheet } from '../../domain/evidence-sheet.ts';
import { PersonId } from '../../domain/ids.ts';
import { operation } from '../operation.ts';

/** 三龄两历一身份核对表: what the pages of a file say, side by side, and what is held to be true. */
export const evidenceOperations = {
  'evidence.get': operation(z.object({ personId: PersonId }), EvidenceSheet),
  /** `version` is the one that was read: `evidence.changed` when somebody saved meanwhile. What was saved before stays. */
  'evidence.save': operation(z.object({ personId: PersonId, version: z.int().nonnegative(), content: EvidenceContent }), EvidenceSheet),
};

/** As PDF, as it was last saved. */
export const evidencePath = (personId: PersonId): string => `/api/v1/evidence/${personId}/sheet.pdf`;
