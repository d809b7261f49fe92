import type { ToldSecret } from './told-secret.tsx';

export const todoPanelId = 'todo-box';

/** What came of the last act, until the administrator looks elsewhere himself. */
export type Outcome = { readonly sentence: string | null; readonly tell: (sentence: string | null, secret?: ToldSecret) => void };
