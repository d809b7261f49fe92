import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { entranceApi, entranceEvents } from '#shared/contract/entrance-operations';
import { speak } from '../api/desktop.ts';
import { addTexts, startTranslation } from '../i18n/language.ts';
import '../ui/tokens.css';
import { App } from './app.tsx';
import { readPreferences } from './preferences.ts';
import type { WindowParts } from './window-parts.ts';

export function startWindow({ texts, loadWork }: WindowParts): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  speak(entranceApi, entranceEvents);
  startTranslation(readPreferences().language, texts);
  createRoot(root).render(
    <StrictMode>
      <App loadWorkplace={loadWorkplace} />
    </StrictMode>,
  );

  async function loadWorkplace() {
    const { api, events, texts: ofWork, Workplace } = await loadWork();
    speak(api, events);
    addTexts(ofWork);
    return Workplace;
  }
}
