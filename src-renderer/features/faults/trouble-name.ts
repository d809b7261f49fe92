import { useTranslation } from 'react-i18next';

/** What went wrong in a few words: the first sentence of what the person at the desk was told. A code of another version stays a code. */
export function useTroubleName(): (code: string) => string {
  const { t, i18n } = useTranslation('errors');
  return code => (i18n.exists(code, { ns: 'errors' }) ? (t(code as never, { pagesDone: '' }) as string).split(/[。.]/u)[0] ?? code : code); // `as`: it exists
}
