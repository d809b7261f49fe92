import { compareFindings, moreVariant, severest, type Finding, type Place, type RuleId, type Severity } from '../finding.ts';
import type { BatchKind } from '../intake.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import type { CheckedImage, StagedVolume } from '../staged-volume.ts';
import type { Secrecy } from '../secrecy.ts';

/** What the data centre knows beside the package: gathered before the rules run, so that every rule is pure. */
export type CheckContext = {
  readonly policy: IntakePolicy;
  /** YYYYMMDD. */
  readonly today: string;
  /** Loose material (散材料) is added to a volume that exists: numbers go on from there. Without it: `volumes`. */
  readonly batchKind?: BatchKind;
  /** The person of the roster whom the package was matched with; null when nobody fits. */
  readonly person: KnownPerson | null;
  /** Others of the roster with the same name and another identity number. */
  readonly namesakes: number;
  /** The volume as it stands, when this person has one. */
  readonly present: PresentVolume | null;
  /**
   * Digest of an original of this package → the page of another person's file or delivery that has the same bytes or seems a scan of
   * the same sheet. `where` names the place.
   */
  readonly foreignImages: ReadonlyMap<string, ForeignImage>;
  /** Digest of an original → digest of the earlier one in this volume that seems a scan of the same sheet. */
  readonly likeImages: ReadonlyMap<string, string>;
  /** Of the batch: the medium is registered with number, hand-over and approval, or none is needed. */
  readonly isMediumRegistered: boolean;
  readonly batchSecrecy: Secrecy;
};

export type KnownPerson = {
  readonly name: string;
  readonly idNumber: string;
  readonly bornOn: string;
  readonly gender: 'male' | 'female';
  readonly politicalStatus: string;
  /** How sure the match is: by identity number, by archive number, or by the name alone. */
  readonly matchedBy: 'id-number' | 'archive-number' | 'name';
  readonly isManagedHere: boolean;
};

export type PresentVolume = { readonly version: number; readonly materials: number; readonly pages: number };

export type ForeignImage = { readonly kind: 'exact' | 'near'; readonly where: string };

/** A volume whose images have been decoded and measured. */
export type CheckedVolume = Omit<StagedVolume, 'images'> & { readonly images: readonly CheckedImage[] };

/**
 * A finding before its severity: policy decides that, unless the rule itself knows better for one variant. `expected` and `found` are
 * shown as they are in both languages: numbers, dates, quoted values; the sentence around them is the message's.
 */
export type Found<Variant extends string = string> = {
  readonly variant: Variant;
  readonly place?: Partial<Place>;
  readonly expected?: string;
  readonly found?: string;
  readonly severity?: Severity;
};

export type ImportRule<Variant extends string = string> = {
  readonly severity: Severity;
  /** `confirmed` in a source of the field, or `own` design. */
  readonly origin: 'confirmed' | 'own';
  /** Where the rule comes from: a document of the field, or the practice it answers. */
  readonly source: string;
  /** What it finds cannot be stored, or must not be read: policy may make it stricter, never ease it. */
  readonly isFixed?: true;
  /** Variants that nobody can let through: what they find cannot be filed without losing or inventing something, or must not come in at all. */
  readonly final?: readonly NoInfer<Variant>[] | 'all';
  /** Everything it can say; each one has its words in the namespace `findings`. */
  readonly variants: readonly Variant[];
  readonly check: (volume: CheckedVolume, context: CheckContext) => readonly Found<NoInfer<Variant>>[];
};

/** Lets the compiler hold `check` to the variants that the rule declares. */
export const defineRule = <const Variant extends string>(rule: ImportRule<Variant>): ImportRule<Variant> => rule;

const nowhere: Place = { classCode: null, sequence: null, page: null, path: null };
const longest = 300;

/** A package that is broken throughout must not bury its reader: beyond this many one finding counts the rest. */
export const maxFindingsPerRule = 100;

/** Runs one rule under the policy; a rule that is off finds nothing. In the order of the defect sheet, bounded in number. */
export function runRule(id: RuleId, rule: ImportRule, { volume, context }: { readonly volume: CheckedVolume; readonly context: CheckContext }): readonly Finding[] {
  const wanted = context.policy.severities[id];
  const set = rule.isFixed && wanted !== 'block' ? undefined : wanted;
  if (set === 'off') return [];
  const findings = rule.check(volume, context).map(({ variant, place, expected = '', found = '', severity }): Finding => ({
    rule: id,
    variant,
    severity: set ?? severity ?? rule.severity,
    place: { ...nowhere, ...place, path: place?.path ? printable(place.path) : null },
    expected: shorten(printable(expected)),
    found: shorten(printable(found)),
  }));
  return collapse(id, findings.toSorted(compareFindings));
}

function collapse(rule: RuleId, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= maxFindingsPerRule) return findings;
  const rest = findings.slice(maxFindingsPerRule);
  const more: Finding = { rule, variant: moreVariant, severity: severest(rest), place: nowhere, expected: '', found: String(rest.length) };
  return [...findings.slice(0, maxFindingsPerRule), more];
}

/** Names of a hostile package may hold what databases refuse (NUL) and what turns a line of a sheet around (bidirectional overrides). */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}

/** Never cuts a character in half. */
function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
