import { expect, test } from 'vitest';
import { queryDesktopApi, queryServerApi } from '../../../../src-shared/contract/query-edition.ts';
import { desktopApi } from '../../../../src-shared/contract/desktop-api.ts';
import { serverApi } from '../../../../src-shared/contract/server-api.ts';
import { roles } from '../../../../src-shared/domain/account.ts';
import { decide, requireRole, type Act, type Subject } from '../../../../src-server/features/authority/index.ts';
import { rules } from '../../../../src-server/features/authority/rules.ts';

const subject: Subject = {
  accountId: 'me', displayName: '钱查档', unitId: 'unit', unitName: '教育局', idNumber: null, roles: roles.filter(role => !['system-administrator', 'security-officer', 'auditor'].includes(role)), clearance: 'secret',
  relativeIdNumbers: [], circleIds: [], delegators: [], terminalId: 't', terminalName: '查询窗口', scopeUnitIds: ['unit'], edition: 'query',
};
const acts = Object.keys(rules) as Act[]; // `as`: the table has a rule for every act and no other key

/** Said here once more, by hand: what is added to the edition is added in both places. */
const allowed: readonly RegExp[] = [
  /^site\.get$/, /^session\.(?!replayed$)/, /^terminals\.(request|requestState|renew)$/, /^audit\.(checkpoint|reportMismatch)$/, /^people\./, /^units\.list$/,
  /^requests\.(colleagues|circles|submit|list|get|amend|cancel)$/, /^viewing\.(open|heartbeat|leaseKey|close)$/, /^pages\.read$/, /^prints\./,
  /^printing\.(prepare|submitted|finished|countSheets|list|reminders|get)$/, /^sheetPrints\./, /^printers\.report$/,
];

test('at a query terminal an act that is not of the edition is refused, whoever sits there and whatever the act is about', () => {
  const refused = acts.filter(act => !allowed.some(pattern => pattern.test(act)));
  expect(refused.length).toBeGreaterThan(100);
  for (const act of refused) {
    expect(decide(subject, act), act).toMatchObject({ isAllowed: false, reason: 'not an act of the query edition' });
    expect(() => { requireRole(subject, act); }, act).toThrow(expect.objectContaining({ code: 'resource.not-found' }) as Error);
    expect(decide({ ...subject, edition: 'archive' }, act), act).not.toMatchObject({ reason: 'not an act of the query edition' });
  }
  for (const act of acts.filter(name => !refused.includes(name))) expect(decide(subject, act), act).not.toMatchObject({ reason: 'not an act of the query edition' });
});

test('what the edition may ask is part of what can be asked, by the same schemas', () => {
  for (const [part, whole] of [[queryServerApi, serverApi], [queryDesktopApi, desktopApi]] as const) {
    for (const [name, operation] of Object.entries(part)) expect(Object.entries(whole).find(([known]) => known === name)?.[1], name).toBe(operation);
  }
});
