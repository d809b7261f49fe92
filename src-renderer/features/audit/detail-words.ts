import type { TFunction } from 'i18next';
import type { AuditEvent } from '#shared/domain/audit-event';

const knownWords = ['reader', 'seconds', 'materials', 'printable', 'minutes', 'pages', 'copies', 'version', 'impressions', 'step', 'amendment', 'text', 'result', 'acts', 'from', 'until'] as const;
const knownEnds = ['closed', 'moved', 'expired', 'withdrawn'] as const;

/** What was noted beside an act, its `name=value` words in the user's language; everything else as it stands. */
export function describeDetail(t: TFunction<'oversight'>, { act, detail }: Pick<AuditEvent, 'act' | 'detail'>): string {
  return detail
    .split(' ')
    .map(part => {
      const end = act === 'viewing.close' ? knownEnds.find(word => word === part) : undefined;
      if (end !== undefined) return t(`noted.${end}`);
      const [name = '', value] = part.split('=', 2);
      const known = knownWords.find(word => word === name);
      return known === undefined || value === undefined ? part : t(`noted.${known}`, { value });
    })
    .join(' ');
}
