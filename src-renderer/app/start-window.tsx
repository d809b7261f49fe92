import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { speak } from '../api/desktop.ts';
import { startTranslation } from '../i18n/language.ts';
import '../ui/tokens.css';
import { App } from './app.tsx';
import { readPreferences } from './preferences.ts';
import type { WindowParts } from './window-parts.ts';

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
