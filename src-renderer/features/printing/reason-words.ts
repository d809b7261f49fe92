import { useTranslation } from 'react-i18next';
import { isErrorCode } from '#shared/errors/error-catalogue';
import { findReason } from './printer-reasons.ts';

/** Turns what a printer reports into words; what nobody knows is quoted as the printer's own. */
export function useReasonWords(): (keywords: readonly string[]) => string {
  const { t } = useTranslation(['printing', 'errors']);
  return keywords => {
    const words = keywords.filter(keyword => keyword !== '' && keyword !== 'none').map(keyword => {
      if (isErrorCode(keyword)) return t(keyword, { ns: 'errors' });
      const reason = findReason(keyword);
      return reason ? t(`reason.${reason}`) : t('reasonUnknown', { keyword });
    });
    return [...new Set(words)].join(t('comma'));
  };
}

/** A registered detail: keywords and the device's own words, separated by commas or semicolons. */
export function splitDetail(detail: string): readonly string[] {
  return detail.split(/[,;]\s*/).filter(Boolean);
}
