import type { Finding, Place, RuleId, Severity } from '../finding.ts';
import type { IntakePolicy } from '../intake-policy.ts';
import type { CheckedImage, StagedVolume } from '../staged-volume.ts';
import type { Secrecy } from '../secrecy.ts';

/** What the data centre knows beside the package: gathered before the rules run, so that every rule is pure. */
export type CheckContext = {
  readonly policy: IntakePolicy;
  /** YYYYMMDD. */
  readonly today: string;
  /** The person of the roster whom the package was matched with; null when nobody fits. */
  readonly person: KnownPerson | null;
  /** Others of the roster with the same name and another identity number. */
  readonly namesakes: number;
  /** The volume as it stands, when this person has one. */
  readonly present: PresentVolume | null;
  /** Digests and perceptual hashes of this package's pages that lie in files of other people, or in other packages of the batch: `where` names the place. */
  readonly foreignImages: ReadonlyMap<string, ForeignImage>;
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

/** A finding before its severity: policy decides that, unless the rule itself knows better for one variant. */
export type Found = { readonly variant: string; readonly place?: Partial<Place>; readonly expected?: string; readonly found?: string; readonly severity?: Severity };

export type ImportRule = {
  readonly severity: Severity;
  /** `confirmed` in a source of the field, or `own` design. */
  readonly origin: 'confirmed' | 'own';
  /** Where the rule comes from: a document of the field, or the practice it answers. */
  readonly source: string;
  readonly check: (volume: CheckedVolume, context: CheckContext) => readonly Found[];
};

const nowhere: Place = { classCode: null, sequence: null, page: null, path: null };
const longest = 300;

/** Runs one rule under the policy; a rule that is off finds nothing. */
export function runRule(id: RuleId, rule: ImportRule, { volume, context }: { readonly volume: CheckedVolume; readonly context: CheckContext }): readonly Finding[] {
  const set = context.policy.severities[id];
  if (set === 'off') return [];
  return rule.check(volume, context).map(({ variant, place, expected = '', found = '', severity }) => ({
    rule: id,
    variant,
    severity: set ?? severity ?? rule.severity,
    place: { ...nowhere, ...place },
    expected: expected.slice(0, longest),
    found: found.slice(0, longest),
  }));
}
