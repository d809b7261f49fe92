import { StrictMode, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import type { Contract, EventContract } from '#shared/contract/operation';
import { speak } from '../api/desktop.ts';
import { startTranslation, type TextFiles } from '../i18n/language.ts';
import '../ui/tokens.css';
import { App } from './app.tsx';
import { readPreferences } from './preferences.ts';
import type { WorkplaceProps } from './frame.tsx';

/** What the windows of an edition are made of. */
export type WindowParts = {
  readonly api: Contract;
  readonly events: EventContract;
  readonly texts: TextFiles;
  /** Behind the sign-in: fetched while somebody types his name. */
  readonly loadWorkplace: () => Promise<ComponentType<WorkplaceProps>>;
};

export function startWindow({ api, events, texts, loadWorkplace }: WindowParts): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  speak(api, events);
  startTranslation(readPreferences().language, texts);
  createRoot(root).render(
    <StrictMode>
      <App loadWorkplace={loadWorkplace} />
    </StrictMode>,
  );
}
