import { expect, test } from 'vitest';
import { AccountId, PersonId } from '#shared/domain/ids';
import { Amendment, type RequestDetail } from '#shared/domain/view-request';
import { formOf, listAmended, listVoided, toAmendment } from '../../../../src-renderer/features/requests/amendment.ts';

const step = { unitName: '组织部', role: 'approver', decidedByName: null, onBehalfOfName: null, decidedAt: null } as const;

/** As far as an amendment looks at it. */
const aDetail = (changes: Partial<RequestDetail> = {}): RequestDetail =>
  ({
    purpose: 'retirement', reason: '', wantsPrint: true, minutes: 30, askedMinutes: 60, classCodes: ['4-1', '1'], circleId: null,
    personId: PersonId.parse(crypto.randomUUID()), secondReaderId: AccountId.parse(crypto.randomUUID()), steps: [{ ...step, state: 'waiting' }], ...changes,
  }) as RequestDetail; // `as`: the rest is not asked for

test('the form begins with what was asked for, not with what an approver has left of it', () => {
  expect(formOf(aDetail())).toMatchObject({ minutes: 60, classCodes: ['1', '4-1'] });
});

test('nothing is sent while nothing differs: not for another order of classes, nor for blanks', () => {
  const sent = formOf(aDetail());
  expect(toAmendment(sent, { ...sent, classCodes: ['4-1', '1'], reason: '  ' })).toBeUndefined();
  expect(listAmended(sent, { ...sent, minutes: 45, wantsPrint: false })).toEqual(['minutes', 'wantsPrint']);
});

test('what is sent is an amendment of the contract and names no person; a gap keeps it back', () => {
  const sent = formOf(aDetail());
  const amendment = toAmendment(sent, { ...sent, minutes: 45 });
  expect(Amendment.strict().parse(amendment)).toMatchObject({ minutes: 45 });
  expect(toAmendment(sent, { ...sent, classCodes: [] })).toBeUndefined();
});

test('only what was agreed is void', () => {
  const steps = [{ ...step, state: 'agreed', decidedByName: '赵批准' }, { ...step, state: 'waiting' }] as const;
  expect(listVoided(aDetail({ steps }))).toEqual([steps[0]]);
  expect(listVoided(aDetail())).toEqual([]);
});
