import { expect, test } from 'vitest';
import { BatchAccount } from '#shared/domain/intake';
import { checkedShare, isBalanced, nextStepOf, verdictDue } from '../../../../src-renderer/features/intake/batch-account.ts';

const anAccount = (part: Partial<BatchAccount> = {}): BatchAccount =>
  BatchAccount.parse({ offered: 0, waiting: 0, clean: 0, needsReview: 0, defective: 0, accepted: 0, returned: 0, withdrawn: 0, pagesOffered: 0, pagesAccepted: 0, pagesReturned: 0, bytes: 0, ...part });
const aSample = (part: object = {}) => ({ drawn: 0, judged: 0, wrongPlace: 0, poorPicture: 0, isPassed: null, ...part });

test('a decided batch balances when every offered package was accepted, returned or withdrawn', () => {
  const account = anAccount({ offered: 120, accepted: 113, returned: 5, withdrawn: 2 });
  expect(isBalanced({ state: 'accepted', account })).toBe(true);
  expect(isBalanced({ state: 'accepted', account: { ...account, returned: 4 } })).toBe(false);
});

test('before the verdict, what lies here counts as well; afterwards it does not', () => {
  const account = anAccount({ offered: 4, waiting: 1, clean: 1, defective: 1, withdrawn: 1 });
  expect(isBalanced({ state: 'open', account })).toBe(true);
  expect(isBalanced({ state: 'returned', account })).toBe(false);
});

test('the checked share counts what is to be checked, and is unknown while there is nothing', () => {
  expect(checkedShare(anAccount())).toBeNull();
  expect(checkedShare(anAccount({ offered: 2, withdrawn: 2 }))).toBeNull();
  expect(checkedShare(anAccount({ offered: 5, waiting: 1, withdrawn: 1 }))).toBe(0.75);
});

test('the next step follows from the state: send, wait, close, sample, decide', () => {
  const step = (part: Partial<BatchAccount>, state: 'open' | 'sampling' | 'accepting' | 'accepted' = 'open', sample = {}) => nextStepOf({ state, account: anAccount(part), sample: aSample(sample) });
  expect(step({})).toBe('send');
  expect(step({ offered: 1, withdrawn: 1 })).toBe('send');
  expect(step({ offered: 2, waiting: 1, clean: 1 })).toBe('wait');
  expect(step({ offered: 2, clean: 2 })).toBe('close');
  expect(step({ offered: 2, clean: 2 }, 'sampling', { drawn: 4, judged: 3 })).toBe('sample');
  expect(step({ offered: 2, clean: 2 }, 'sampling', { drawn: 4, judged: 4 })).toBe('decide');
  expect(step({ offered: 2, clean: 2 }, 'accepting')).toBe('accepting');
  expect(step({ offered: 2, accepted: 2 }, 'accepted')).toBe('done');
});

test('without a clean package, or with a failed sample, everything goes back', () => {
  expect(verdictDue({ account: anAccount({ offered: 1, defective: 1 }), sample: aSample() })).toBe('return');
  expect(verdictDue({ account: anAccount({ offered: 1, clean: 1 }), sample: aSample({ drawn: 4, judged: 4, wrongPlace: 1, isPassed: false }) })).toBe('return');
  expect(verdictDue({ account: anAccount({ offered: 1, clean: 1 }), sample: aSample({ drawn: 4, judged: 4, isPassed: true }) })).toBe('accept');
});
