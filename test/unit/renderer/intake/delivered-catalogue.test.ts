import { expect, test } from 'vitest';
import { classifyDelivered, surplusOf } from '../../../../src-renderer/features/intake/delivered-catalogue.ts';
import { inventedPackages, reportOf } from '../../../support/fake-intake/invented-intake.ts';

const { catalogue } = reportOf(inventedPackages[2]!, []);

test('each class carries both counts: what the catalogue says and what lies there', () => {
  const education = classifyDelivered(catalogue).find(({ code }) => code === '4-1');
  expect(education).toMatchObject({ number: '四-1', cataloguePages: 5, images: 4 });
});

test('classes and materials stand in the order of the catalogue, empty classes are left out', () => {
  const classes = classifyDelivered(catalogue.toReversed());
  expect(classes.map(({ code }) => code)).toEqual(['1', '2', '3', '4-1', '4-2', '6', '9-1', '9-2']);
  expect(classes[0]?.materials.map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test('pages missing and pages too many are told apart; without a count nothing is claimed', () => {
  const [material] = catalogue;
  expect(surplusOf({ ...material!, pageCount: 10 })).toBe(-2);
  expect(surplusOf({ ...material!, pageCount: 5 })).toBe(3);
  expect(surplusOf({ ...material!, pageCount: null })).toBeNull();
});
