import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type {} from './texts.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Every file of assets/locales, part of the bundle: a new namespace needs no registration. */
const files = import.meta.glob<Record<string, never>>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

function collectTexts(): Resource {
  const texts: Record<string, Record<string, Record<string, never>>> = {};
  for (const [path, content] of Object.entries(files)) {
    const [language = '', file = ''] = path.split('/').slice(-2);
    texts[language] = { ...texts[language], [file.replace('.json', '')]: content };
  }
  return texts;
}

/** Ready when it returns: all texts are in the bundle. */
export function startTranslation(language: Language): void {
  void i18next.use(initReactI18next).init({
    resources: collectTexts(),
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
}

export async function showLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
