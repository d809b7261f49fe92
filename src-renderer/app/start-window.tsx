import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { entranceApi, entranceEvents } from '#shared/contract/entrance-operations';
import { speak } from '../api/desktop.ts';
import { addTexts, startTranslation } from '../i18n/language.ts';
import '../ui/tokens.css';
import { App } from './app.tsx';
import type { Work } from './edition-work.ts';
import { readPreferences } from './preferences.ts';

/** Of enrolment, sign-in and lock; with the contract for these they are all that the first picture waits for. */
const entranceTexts = import.meta.glob<Record<string, never>>('../../assets/locales/*/{common,errors,session}.json', { eager: true, import: 'default' });

/** `loadWork` is fetched while somebody types his name. */
export function startWindow(loadWork: () => Promise<Work>): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  speak(entranceApi, entranceEvents);
  startTranslation(readPreferences().language, entranceTexts);
  createRoot(root).render(
    <StrictMode>
      <App loadWorkplace={loadWorkplace} />
    </StrictMode>,
  );

  async function loadWorkplace() {
    const { api, events, texts, Workplace } = await loadWork();
    speak(api, events);
    addTexts(texts);
    return Workplace;
  }
}
