import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type {} from './texts.ts';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** Files of assets/locales, by their paths: part of the bundle. */
export type TextFiles = Readonly<Record<string, Record<string, never>>>;

function collectTexts(files: TextFiles): Resource {
  const texts: Record<string, Record<string, Record<string, never>>> = {};
  for (const [path, content] of Object.entries(files)) {
    const [language = '', file = ''] = path.split('/').slice(-2);
    texts[language] = { ...texts[language], [file.replace('.json', '')]: content };
  }
  return texts;
}

/** Ready when it returns: these texts are in the bundle. */
export function startTranslation(language: Language, files: TextFiles): void {
  void i18next.use(initReactI18next).init({
    resources: collectTexts(files),
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes
    initAsync: false,
  });
}

/** Those of screens that come later; to be called before one of them is drawn. */
export function addTexts(files: TextFiles): void {
  for (const [language, spaces] of Object.entries(collectTexts(files))) {
    for (const [space, texts] of Object.entries(spaces)) i18next.addResourceBundle(language, space, texts);
  }
}

export async function showLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
