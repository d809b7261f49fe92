import { describe, expect, test } from 'vitest';
import { AccountId, PersonId } from '#shared/domain/ids';
import { purposeTemplates } from '#shared/domain/purpose';
import { Application } from '#shared/domain/view-request';
import { choosePurpose, emptyForm, listGaps, newIdempotencyKey, toApplication, type ApplicationForm } from '../../../../src-renderer/features/requests/application-form.ts';

const aForm = (changes: Partial<ApplicationForm> = {}): ApplicationForm => ({
  ...choosePurpose(emptyForm, 'retirement'),
  personId: PersonId.parse(crypto.randomUUID()),
  secondReaderId: AccountId.parse(crypto.randomUUID()),
  ...changes,
});

describe('an application', () => {
  test('purpose, person and second reader are all that must be chosen', () => {
    expect(listGaps(aForm())).toEqual([]);
    expect(Application.safeParse(toApplication(aForm())).success).toBe(true);
  });

  test('a purpose brings its classes and minutes', () => {
    const form = choosePurpose(emptyForm, 'salary');
    expect(form.classCodes).toEqual(purposeTemplates.salary.classCodes);
    expect(form.minutes).toBe(purposeTemplates.salary.minutes);
  });

  test('choosing the same purpose again keeps what was narrowed by hand', () => {
    const narrowed = aForm({ classCodes: ['6'], minutes: 20 });
    expect(choosePurpose(narrowed, 'retirement')).toBe(narrowed);
    expect(choosePurpose(narrowed, 'title').classCodes).toEqual(purposeTemplates.title.classCodes);
  });

  test('another purpose asks for classes and a reason: nothing is granted by default', () => {
    const other = choosePurpose(aForm(), 'other');
    expect(listGaps(other)).toEqual(['classes', 'reason']);
    expect(listGaps({ ...other, classCodes: ['1'], reason: ' ' })).toEqual(['reason']);
    expect(toApplication({ ...other, classCodes: ['1'] })).toBeUndefined();
    expect(toApplication({ ...other, classCodes: ['1'], reason: ' 编史 ' })?.reason).toBe('编史');
  });

  test('an empty form asks first for the purpose, then for the person, then for the second reader', () => {
    expect(listGaps(emptyForm)).toEqual(['purpose', 'person', 'second-reader']);
  });

  test.each([9, 481, null])('%s minutes are refused', minutes => {
    expect(listGaps(aForm({ minutes }))).toEqual(['minutes']);
  });

  test('each form has a key of its own, so that sending twice is one application', () => {
    expect(newIdempotencyKey()).not.toBe(newIdempotencyKey());
  });
});
