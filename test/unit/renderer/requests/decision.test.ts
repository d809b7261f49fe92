import { describe, expect, test } from 'vitest';
import type { ClassCode } from '#shared/domain/catalogue';
import { MaterialId, PageId, VolumeId } from '#shared/domain/ids';
import type { CandidateMaterial } from '#shared/domain/view-request';
import { canAgree, groupByClass, nextAfter, setGranted, setPrintable, setRegions, startDecision, toGrantedMaterials } from '../../../../src-renderer/features/requests/decision.ts';

const aMaterial = (classCode: ClassCode, sequence: number): CandidateMaterial => ({
  materialId: MaterialId.parse(crypto.randomUUID()), volumeId: VolumeId.parse(crypto.randomUUID()), classCode, sequence, name: '干部履历表', formedOn: null, pageCount: 2, isGranted: false, canPrint: false, regions: [],
});
const [resume, salary, salary2] = [aMaterial('1', 1), aMaterial('9-1', 1), aMaterial('9-1', 2)];
const materials = [salary2, resume, salary];

describe('deciding about a request', () => {
  test('everything applied for is granted for the minutes applied for, printing for nothing', () => {
    const decision = startDecision({ minutes: 60, grantedCopies: null, materials });
    expect(canAgree(decision)).toBe(true);
    expect(toGrantedMaterials(decision, materials)).toHaveLength(3);
    expect(toGrantedMaterials(decision, materials).some(({ canPrint }) => canPrint)).toBe(false);
  });

  test('what is taken out of the grant loses its print right', () => {
    const printable = setPrintable(startDecision({ minutes: 60, grantedCopies: null, materials }), [salary.materialId], true);
    const narrowed = setGranted(printable, [salary.materialId], false);
    expect(narrowed.printable.has(salary.materialId)).toBe(false);
    expect(toGrantedMaterials(narrowed, materials).map(({ materialId }) => materialId)).toEqual([salary2.materialId, resume.materialId]);
  });

  test('allowing print of a row grants the row', () => {
    const none = setGranted(startDecision({ minutes: 60, grantedCopies: null, materials }), materials.map(({ materialId }) => materialId), false);
    const decision = setPrintable(none, [resume.materialId], true);
    expect(toGrantedMaterials(decision, materials)).toEqual([{ materialId: resume.materialId, canPrint: true, regions: [] }]);
  });

  test('drawing on a material allows to print it, and these parts alone; a later step begins with them', () => {
    const region = { pageId: PageId.parse(crypto.randomUUID()), left: 0.1, top: 0.1, width: 0.5, height: 0.2 };
    const drawn = setRegions(startDecision({ minutes: 60, grantedCopies: null, materials }), resume.materialId, [region]);
    expect(toGrantedMaterials(drawn, materials).find(({ materialId }) => materialId === resume.materialId)).toEqual({ materialId: resume.materialId, canPrint: true, regions: [region] });
    expect(toGrantedMaterials(setPrintable(drawn, [resume.materialId], false), materials).every(({ regions }) => regions.length === 0)).toBe(true);
    const left = [{ ...resume, isGranted: true, canPrint: true, regions: [region] }];
    expect(toGrantedMaterials(startDecision({ minutes: 60, grantedCopies: 1, materials: left }), left)).toEqual([{ materialId: resume.materialId, canPrint: true, regions: [region] }]);
  });

  test('nothing chosen or minutes outside the bounds cannot be agreed to', () => {
    const decision = startDecision({ minutes: 60, grantedCopies: null, materials });
    expect(canAgree({ ...decision, minutes: 5 })).toBe(false);
    expect(canAgree({ ...decision, minutes: null })).toBe(false);
    expect(canAgree(setGranted(decision, materials.map(({ materialId }) => materialId), false))).toBe(false);
  });
});

test('materials stand by class in catalogue order and by number inside it', () => {
  expect(groupByClass(materials)).toEqual([
    { classCode: '1', materials: [resume] },
    { classCode: '9-1', materials: [salary, salary2] },
  ]);
});

test('after a decision the next request opens, at the end of the list the one before', () => {
  expect(nextAfter(['a', 'b', 'c'], 'b')).toBe('c');
  expect(nextAfter(['a', 'b', 'c'], 'c')).toBe('b');
  expect(nextAfter(['a'], 'a')).toBeUndefined();
});
