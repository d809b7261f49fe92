import type { ComponentType } from 'react';
import type { Contract, EventContract } from '#shared/contract/operation';
import type { TextFiles } from '../i18n/language.ts';
import type { WorkplaceProps } from './frame.tsx';

/** What an edition does behind its sign-in. */
export type Work = {
  readonly api: Contract;
  readonly events: EventContract;
  readonly texts: TextFiles;
  readonly Workplace: ComponentType<WorkplaceProps>;
};

/** What the windows of an edition are made of. */
export type WindowParts = {
  /** Of enrolment, sign-in and lock; with the contract for these they are all that the first picture waits for. */
  readonly texts: TextFiles;
  /** Fetched while somebody types his name. */
  readonly loadWork: () => Promise<Work>;
};
