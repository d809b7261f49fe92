import type { Generated } from 'kysely';
import type { Gender, PersonStatus } from '#shared/domain/person';
import type { SecrecyLevel } from '#shared/domain/secrecy';

export type PeopleTables = {
  persons: {
    id: string;
    name: string;
    gender: Gender;
    bornOn: string;
    idNumber: string;
    ethnicity: string;
    nativePlace: string;
    politicalStatus: string;
    workStartedOn: string | null;
    unitId: string;
    post: string;
    managingUnitId: string;
    archiveNumber: string;
    status: PersonStatus;
    secrecyLevel: SecrecyLevel;
    secrecyYears: number;
    volumeCount: Generated<number>;
  };
  /** What people.search looks up by prefix: every suffix of the name, of its pinyin syllables, of its initials; identity and archive number. */
  personTerms: { kind: 'name' | 'name-part' | 'pinyin' | 'pinyin-part' | 'initials' | 'initials-part' | 'id-number' | 'archive-number'; term: string; personId: string };
};
