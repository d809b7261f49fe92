import type { UnitId } from '#shared/domain/ids';
import { isIdNumberValid } from '#shared/domain/person';

export type NewAccount = { readonly displayName: string; readonly loginName: string; readonly unitId: UnitId | null; readonly idNumber: string; readonly reason: string };

export const emptyAccount: NewAccount = { displayName: '', loginName: '', unitId: null, idNumber: '', reason: '' };

export type Gap = 'displayName' | 'loginName' | 'loginNameForm' | 'unit' | 'idNumber' | 'idNumberLength' | 'idNumberChecksum' | 'reason';

/** Easy to type on any keyboard and to read out: no capitals, no characters that need an input method. */
const loginNameForm = /^[a-z][a-z0-9.-]{1,39}$/;

/** What is missing or wrong, in the order of the form. */
export function findGaps(account: NewAccount): readonly Gap[] {
  const gaps: (Gap | null)[] = [
    account.displayName.trim() === '' ? 'displayName' : null,
    gapOfLoginName(account.loginName.trim()),
    account.unitId === null ? 'unit' : null,
    gapOfIdNumber(cleanIdNumber(account.idNumber)),
    account.reason.trim() === '' ? 'reason' : null,
  ];
  return gaps.filter(gap => gap !== null);
}

function gapOfLoginName(loginName: string): Gap | null {
  if (loginName === '') return 'loginName';
  return loginNameForm.test(loginName) ? null : 'loginNameForm';
}

function gapOfIdNumber(idNumber: string): Gap | null {
  if (idNumber === '') return 'idNumber';
  if (idNumber.length !== 18) return 'idNumberLength';
  return isIdNumberValid(idNumber) ? null : 'idNumberChecksum';
}

/** As it is compared: no spaces, a capital X. */
export const cleanIdNumber = (text: string): string => text.replace(/\s/g, '').toUpperCase();
