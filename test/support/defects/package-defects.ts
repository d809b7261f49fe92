import { demoRegionCode, makeIdNumber } from '../../../src-server/features/demo/id-number.ts';
import type { PackageProblem, StagedPerson } from '../../../src-shared/domain/staged-volume.ts';
import type { CorpusVolume } from '../volume-corpus.ts';
import { changed, defect, pickOne, withExpected, type Defect, type Expectation, type Injected } from './defect.ts';

const personOf = ({ volume }: CorpusVolume): StagedPerson => volume.persons[0]!;
const withPerson = (corpus: CorpusVolume, by: Partial<StagedPerson>): CorpusVolume => changed(corpus, { persons: [{ ...personOf(corpus), ...by }] });
const known = ({ context }: CorpusVolume): NonNullable<CorpusVolume['context']['person']> => context.person!;
const withKnown = (corpus: CorpusVolume, by: Partial<NonNullable<CorpusVolume['context']['person']>>): CorpusVolume => changed(corpus, { context: { person: { ...known(corpus), ...by } } });

/** What readers report; each becomes the finding of its rule. */
const reported = (name: string, problem: PackageProblem): Defect => ({
  name,
  inject: corpus => withExpected(changed(corpus, { problems: [problem] }), { rule: problem.rule, variant: problem.variant, place: { path: problem.path ?? null } }),
});

/** Another number of the same birthday and sex, which is right in itself. */
const otherIdNumber = (idNumber: string): string => makeIdNumber(demoRegionCode, idNumber.slice(6, 14), ((Number(idNumber.slice(14, 17)) + 1) % 998) + 1);

const strange = (corpus: CorpusVolume, path: string, kind: 'executable' | 'unknown'): CorpusVolume => changed(corpus, { strays: [...corpus.volume.strays, { path, kind, bytes: 77_824 }] });
/** Only some formats carry a level of their own. */
const leveled = (corpus: CorpusVolume, by: Partial<CorpusVolume['volume']>, expected: Expectation): Injected | undefined => (corpus.volume.secrecy === null ? undefined : withExpected(changed(corpus, by), expected));

export const packageDefects: readonly Defect[] = [
  reported('a path that leads outside', { rule: 'P01', variant: 'path-traversal', path: '../../etc/passwd' }),
  reported('an archive bomb', { rule: 'P01', variant: 'archive-bomb', path: '一.zip', expected: '2000000000', found: '9000000000' }),
  reported('XML with a DOCTYPE', { rule: 'P02', variant: 'doctype', path: '数字档案.xml' }),
  reported('XML in an unknown encoding', { rule: 'P02', variant: 'encoding', path: '数字档案.xml', found: 'EBCDIC' }),
  defect('an executable among the images', corpus => withExpected(strange(corpus, '1.履历类材料/setup.exe', 'executable'), { rule: 'P01', variant: 'executable', place: { path: '1.履历类材料/setup.exe' } })),
  defect('a file with another digest than declared', (corpus, random) => {
    const image = pickOne(random, corpus.volume.images)!;
    const images = corpus.volume.images.map(other => (other === image ? { ...other, declaredDigest: { algorithm: 'sha256' as const, value: 'f'.repeat(64) } } : other)); // `as const`: a literal of the union
    return withExpected(changed(corpus, { images }), { rule: 'P01', variant: 'digest-differs', place: { classCode: image.classCode, sequence: image.sequence, page: image.page } });
  }),
  defect('an empty package', corpus => withExpected(changed(corpus, { rows: [], images: [], strays: [] }), { rule: 'P01', variant: 'empty' })),
  defect('two persons in one package', corpus => withExpected(changed(corpus, { persons: [personOf(corpus), { ...personOf(corpus), name: '另一人', idNumber: otherIdNumber(personOf(corpus).idNumber!), source: '另一人' }] }), { rule: 'P03', variant: 'two-persons', place: { path: '另一人' } }, ...genderNoise(corpus))),
  defect('somebody new, where newcomers are entered', corpus => withExpected(changed(corpus, { context: { person: null, policy: { ...corpus.context.policy, newPersons: 'ask' } } }), { rule: 'P03', variant: 'new-person' })),
  defect('nobody on the roster', corpus => withExpected(changed(corpus, { context: { person: null } }), { rule: 'P03', variant: 'unknown-person' })),
  defect('no person at all', corpus => withExpected(changed(corpus, { persons: [] }), { rule: 'P03', variant: 'no-person' })),
  defect('another name than on the roster', corpus => withExpected(withPerson(corpus, { name: '王另有' }), { rule: 'P03', variant: 'name-differs' })),
  defect('another identity number', corpus => withExpected(withKnown(corpus, { idNumber: '11010519491231002X', matchedBy: 'archive-number' }), { rule: 'P03', variant: 'id-differs' })),
  defect('a name that several have', corpus => withExpected(changed(withKnown(withPerson(corpus, { idNumber: null }), { matchedBy: 'name' }), { context: { namesakes: 2, person: { ...known(corpus), matchedBy: 'name' } } }), { rule: 'P03', variant: 'namesake' })),
  defect('a person known by name alone', corpus => withExpected(changed(withPerson(corpus, { idNumber: null }), { context: { namesakes: 0, person: { ...known(corpus), matchedBy: 'name' } } }), { rule: 'P03', variant: 'name-only' })),
  defect('a person managed elsewhere', corpus => withExpected(withKnown(corpus, { isManagedHere: false }), { rule: 'P03', variant: 'managed-elsewhere' })),
  defect('a wrong digit in the identity number', (corpus, random) => {
    const [id, at] = [personOf(corpus).idNumber!, random.int(0, 16)];
    const wrong = id.slice(0, at) + String((Number(id[at]) + random.int(1, 9)) % 10) + id.slice(at + 1);
    return withExpected(withKnown(withPerson(corpus, { idNumber: wrong }), { idNumber: wrong }), { rule: 'P04', variant: 'checksum' });
  }),
  defect('an identity number of 15', corpus => withExpected(withKnown(withPerson(corpus, { idNumber: '150202700312001' }), { idNumber: '150202700312001' }), { rule: 'P04', variant: 'length' })),
  defect('another date of birth beside the number', corpus => withExpected(withPerson(corpus, { bornOn: '194901' }), { rule: 'P04', variant: 'birth-differs' })),
  defect('the other sex beside the number', corpus => withExpected(withPerson(corpus, { gender: personOf(corpus).gender === 'male' ? 'female' : 'male' }), { rule: 'P04', variant: 'gender-differs' })),
  defect('fewer pages than the volume has', corpus => withExpected(changed(corpus, { context: { present: { version: 3, materials: corpus.volume.rows.length, pages: corpus.volume.images.length + 1 } } }), { rule: 'P05', variant: 'fewer-pages' })),
  defect('fewer materials than the volume has', corpus => withExpected(changed(corpus, { context: { present: { version: 3, materials: corpus.volume.rows.length + 1, pages: 1 } } }), { rule: 'P05', variant: 'fewer-materials' })),
  defect('a volume that exists', corpus => withExpected(changed(corpus, { context: { present: { version: 3, materials: corpus.volume.rows.length, pages: 1 } } }), { rule: 'P05', variant: 'has-volume' })),
  defect('a file of an unknown kind', corpus => withExpected(strange(corpus, '说明.wps', 'unknown'), { rule: 'P06', variant: 'unknown', place: { path: '说明.wps' } })),
  defect('no secrecy level', corpus => leveled(corpus, { secrecy: null }, { rule: 'S01', variant: 'missing' })),
  defect('a level above the network', corpus => leveled(corpus, { secrecy: { level: 'top-secret', years: 30 } }, { rule: 'S01', variant: 'above-network' })),
  defect('too long a term', corpus => leveled(corpus, { secrecy: { level: 'secret', years: 20 } }, { rule: 'S01', variant: 'term-too-long' })),
  defect('a level above that of the batch', corpus => leveled(changed(corpus, { context: { policy: { ...corpus.context.policy, networkLevel: 'confidential' } } }), { secrecy: { level: 'confidential', years: 20 } }, { rule: 'S01', variant: 'above-batch' })),
  defect('a medium that is not registered', corpus => withExpected(changed(corpus, { context: { isMediumRegistered: false } }), { rule: 'S02', variant: 'not-registered' })),
];

/** The second person of the test is made from the first: his number may be of the other sex. */
function genderNoise(corpus: CorpusVolume): Injected['expected'] {
  const { idNumber, gender } = personOf(corpus);
  const isMale = Number(otherIdNumber(idNumber!)[16]) % 2 === 1;
  return (gender === 'male') === isMale ? [] : [{ rule: 'P04', variant: 'gender-differs' }];
}
