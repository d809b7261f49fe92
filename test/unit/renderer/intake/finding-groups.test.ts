import { expect, test } from 'vitest';
import { PackageFinding } from '#shared/domain/intake';
import { canBeLetThrough, countBySeverity, groupFindings, proposalsFor, verdictWith } from '../../../../src-renderer/features/intake/finding-groups.ts';
import { inventedFindings } from '../../../support/fake-intake/invented-intake.ts';

const findings = inventedFindings.map(finding => PackageFinding.parse(finding));
const idsOf = (rule: string) => findings.filter(finding => finding.rule === rule).map(({ id }) => id);

test('findings are grouped by rule, what blocks first, and none is lost', () => {
  const groups = groupFindings(findings, 'all');
  const order = groups.map(({ severity }) => severity);
  expect(order).toEqual([...order].sort((a, b) => ['block', 'warn', 'info'].indexOf(a) - ['block', 'warn', 'info'].indexOf(b)));
  expect(groups.flatMap(group => group.findings)).toHaveLength(findings.length);
  expect(groups[0]).toMatchObject({ rule: 'M01', severity: 'block' });
});

test('inside a rule they lie as the paper lies', () => {
  const [skewed] = groupFindings(findings, 'warn').filter(({ rule }) => rule === 'G07');
  expect(skewed?.findings.map(({ place }) => [place.classCode, place.page])).toEqual([['1', 2], ['1', 5], ['2', 4]]);
});

test('a filter shows one severity, and the counts say how many each has', () => {
  expect(groupFindings(findings, 'info').flatMap(group => group.findings)).toHaveLength(countBySeverity(findings).info);
  expect(countBySeverity(findings)).toEqual({ all: 11, block: 4, warn: 6, info: 1 });
});

test('the verdict after letting through is told beforehand; a mere proposal changes nothing', () => {
  const blocking = findings.filter(({ severity }) => severity === 'block').map(({ id }) => id);
  expect(verdictWith(findings)).toBe('defective');
  expect(verdictWith(findings, blocking)).toBe('needs-review');
  expect(verdictWith(findings, findings.map(({ id }) => id))).toBe('clean');
  expect(verdictWith(findings.filter(({ override }) => override?.state === 'proposed'))).toBe('defective');
});

test('notices, what is decided or waits and what cannot be filed cannot be asked for again; what was refused can', () => {
  const through = findings.filter(canBeLetThrough).map(({ id }) => id);
  expect(through).not.toEqual(expect.arrayContaining(idsOf('P06')));
  expect(through).not.toEqual(expect.arrayContaining(idsOf('G12')));
  expect(through).not.toEqual(expect.arrayContaining(idsOf('C05')));
  // Without an image there is nothing to file.
  expect(through).not.toEqual(expect.arrayContaining(idsOf('M02')));
  expect(through).toEqual(expect.arrayContaining(idsOf('M01')));
  const refused = findings.map(finding => (finding.override ? { ...finding, override: { ...finding.override, state: 'refused' as const } } : finding));
  expect(refused.filter(canBeLetThrough).map(({ id }) => id)).toEqual(expect.arrayContaining(idsOf('G12')));
});

test('what waits for me is one proposal for each act of asking; what is not mine to decide is none', () => {
  expect(proposalsFor(findings).map(proposal => proposal.map(({ rule }) => rule))).toEqual([['G12']]);
  const ofOthers = findings.map(finding => (finding.override ? { ...finding, override: { ...finding.override, isMineToDecide: false } } : finding));
  expect(proposalsFor(ofOthers)).toEqual([]);
});
