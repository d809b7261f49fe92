import type { ComponentType } from 'react';
import type { Contract, EventContract } from '#shared/contract/operation';
import type { TextFiles } from '../i18n/language.ts';
import type { WorkplaceProps } from './frame.tsx';

/** What the windows of an edition are made of. */
export type WindowParts = {
  readonly api: Contract;
  readonly events: EventContract;
  readonly texts: TextFiles;
  /** Behind the sign-in: fetched while somebody types his name. */
  readonly loadWorkplace: () => Promise<ComponentType<WorkplaceProps>>;
};
