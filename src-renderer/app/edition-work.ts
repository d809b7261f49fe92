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
