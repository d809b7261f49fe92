import type { z } from 'zod';
import type { DesktopApi } from '#shared/contract/desktop-api';

/** One account with what the list does not tell. */
export type AccountDetail = z.output<DesktopApi['accounts.get']['output']>;
export type AccountFormName = 'rights' | 'relatives' | 'office';
/** What brought the administrator here: its form comes first. */
export type AccountStart = 'rights' | 'unlock';
export type FormProps = { readonly account: AccountDetail; readonly onDone: (sentence: string) => void; readonly onClose: () => void };
