import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTranslation } from '../i18n/language.ts';
import '../ui/tokens.css';
import { App } from './app.tsx';
import { readPreferences } from './preferences.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
startTranslation(readPreferences().language);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
