import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { findingTextKey, formatFound, formatPlace, type Finding, type Place, type RuleId } from '#shared/domain/finding';

export type FindingWords = {
  readonly titleOf: (rule: RuleId) => string;
  /** What was found, in a sentence; for a variant that has none of its own, the rule's title with both values. */
  readonly sentenceOf: (finding: Pick<Finding, 'rule' | 'variant' | 'expected' | 'found' | 'place'>) => string;
  /** `四-1-2 第3页` */
  readonly placeOf: (place: Place) => string;
  readonly foundOf: (found: string) => string;
};

type Words = { exists(key: string, options: Readonly<Record<string, string>>): boolean; t(key: string, options: Readonly<Record<string, string>>): string };

/**
 * The words of rules are in `findings` as `rules.<rule>.title` and `rules.<rule>.<variant>`. Which variants there are is the rules' own
 * business: their names come from the data centre, so these keys alone are not known to the compiler.
 */
export function useFindingWords(): FindingWords {
  const { t, i18n } = useTranslation('intake');
  const known = i18next as unknown as Words; // `as`: see above
  const look = (key: string, values: Readonly<Record<string, string>> = {}): string | undefined => (known.exists(key, { ns: 'findings' }) ? known.t(key, { ns: 'findings', ...values }) : undefined);
  const titleOf = (rule: RuleId): string => look(`rules.${rule}.title`) ?? rule;
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const foundOf = (found: string): string => formatFound(found, language);
  return {
    titleOf,
    sentenceOf: ({ rule, variant, expected, found, place }) => look(findingTextKey({ rule, variant }), { expected, found: foundOf(found), path: place.path ?? '' }) ?? t('finding.unknown', { title: titleOf(rule), expected: expected || '—', found: found || '—' }),
    placeOf: place => formatPlace(place, language) || t('finding.wholePackage'),
    foundOf,
  };
}
