import type { useTranslation } from 'react-i18next';
import type { Scanner } from '#shared/domain/scanning';

type Translate = ReturnType<typeof useTranslation<'scanning'>>['t'];

/** One list of all kinds: what is reached by another way than SANE says so in a plain word. */
export function nameScanner(t: Translate, { vendor, model, connection = 'sane' }: Scanner): string {
  const name = `${vendor} ${model}`.trim();
  return connection === 'sane' ? name : `${name}（${t(`places.connection.${connection}`)}）`;
}
