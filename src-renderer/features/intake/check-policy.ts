import type { RuleId, Severity } from '#shared/domain/finding';
import { ruleIds } from '#shared/domain/finding';
import { easedFixedRules, importRules } from '#shared/domain/import-rules/index';
import { IntakePolicy } from '#shared/domain/intake-policy';

export type RuleSetting = Severity | 'off';

export const defaultSetting = (rule: RuleId): Severity => importRules[rule].severity;
export const settingOf = (policy: IntakePolicy, rule: RuleId): RuleSetting => policy.severities[rule] ?? defaultSetting(rule);

/** What it finds cannot be filed: it blocks, whatever anybody would like. */
export const isFixed = (rule: RuleId): boolean => importRules[rule].isFixed === true;

/** As it has been in force all along: an older version may hold wishes for fixed rules, which the data centre would not take again. */
export function withoutEased(policy: IntakePolicy): IntakePolicy {
  const eased = easedFixedRules(policy);
  return { ...policy, severities: Object.fromEntries(Object.entries(policy.severities).filter(([rule]) => !eased.some(one => one === rule))) };
}

/** Only what differs from the default is kept, so that a better default reaches everybody who did not decide otherwise. */
export function withSetting(policy: IntakePolicy, rule: RuleId, setting: RuleSetting): IntakePolicy {
  const { [rule]: _before, ...rest } = policy.severities;
  return { ...policy, severities: setting === defaultSetting(rule) ? rest : { ...rest, [rule]: setting } };
}

/** How a limit is shown: `scale` turns what is stored into what people say (a share into percent, bytes into KB). */
export type Limit = { readonly name: LimitName; readonly scale: number; readonly digits: number; readonly min: number; readonly max: number };
export type LimitName = Exclude<keyof IntakePolicy, 'severities' | 'isClassFiveByDate' | 'networkLevel' | 'newPersons'>;

const limit = (name: LimitName, [min, max]: readonly [number, number], { scale = 1, digits = 0 } = {}): Limit => ({ name, min, max, scale, digits });

/** In the order of a page's way: sampling first, because it is asked about most. Bounds are those of the schema, as shown. */
export const limits: readonly Limit[] = [
  limit('sampleShare', [5, 100], { scale: 100 }),
  limit('minQualityShare', [50, 100], { scale: 100 }),
  limit('minDpi', [100, 1200]),
  limit('maxSkewDegrees', [0.1, 10], { digits: 1 }),
  limit('maxBorderShare', [0, 50], { scale: 100, digits: 1 }),
  limit('minSharpness', [0, 100], { scale: 100 }),
  limit('minContrast', [0, 100], { scale: 100 }),
  limit('minPaperWhite', [0, 255]),
  limit('maxClippedShare', [0, 100], { scale: 100 }),
  limit('minTurnConfidence', [50, 100], { scale: 100 }),
  limit('maxFileBytes', [100, 80_000], { scale: 1 / 1000 }),
  limit('minFileBytes', [0, 1000], { scale: 1 / 1000 }),
  limit('minWidthPx', [100, 10_000]),
  limit('minLikeness', [80, 100], { scale: 100 }),
  limit('maxNameLength', [10, 120]),
  limit('manyPages', [10, 400]),
];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
export const shownLimit = (policy: IntakePolicy, { name, scale, digits }: Limit): number => rounded(policy[name] * scale, digits);

/** Whole bytes, exact shares: what is stored is what was typed. */
export function withLimit(policy: IntakePolicy, { name, scale }: Limit, shown: number): IntakePolicy {
  const value = shown / scale;
  return { ...policy, [name]: scale < 1 ? Math.round(value) : rounded(value, 6) };
}

export type PolicyChange =
  | { readonly kind: 'rule'; readonly rule: RuleId; readonly before: RuleSetting; readonly after: RuleSetting }
  | { readonly kind: 'limit'; readonly limit: Limit; readonly before: number; readonly after: number }
  | { readonly kind: 'class-five'; readonly after: boolean }
  | { readonly kind: 'new-persons'; readonly before: IntakePolicy['newPersons']; readonly after: IntakePolicy['newPersons'] }
  | { readonly kind: 'network'; readonly before: IntakePolicy['networkLevel']; readonly after: IntakePolicy['networkLevel'] };

/** Everything that would be different, rules first. */
export function listChanges(before: IntakePolicy, after: IntakePolicy): readonly PolicyChange[] {
  const rules = ruleIds.filter(rule => settingOf(before, rule) !== settingOf(after, rule)).map(rule => ({ kind: 'rule', rule, before: settingOf(before, rule), after: settingOf(after, rule) }) as const);
  const numbers = limits.filter(one => before[one.name] !== after[one.name]).map(one => ({ kind: 'limit', limit: one, before: shownLimit(before, one), after: shownLimit(after, one) }) as const);
  return [
    ...rules,
    ...numbers,
    ...(before.isClassFiveByDate === after.isClassFiveByDate ? [] : [{ kind: 'class-five', after: after.isClassFiveByDate } as const]),
    ...(before.newPersons === after.newPersons ? [] : [{ kind: 'new-persons', before: before.newPersons, after: after.newPersons } as const]),
    ...(before.networkLevel === after.networkLevel ? [] : [{ kind: 'network', before: before.networkLevel, after: after.networkLevel } as const]),
  ];
}

export const isValid = (policy: IntakePolicy): boolean => IntakePolicy.safeParse(policy).success;
