import { standardMapping, tryMapping } from '../../../src-server/features/intake/packages/index.ts';
import type { UnitMapping } from '../../../src-shared/domain/xml-mapping.ts';
import type { Role } from '../../../src-shared/domain/account.ts';
import { defaultIntakePolicy, type IntakePolicy, type PolicyVersion } from '../../../src-shared/domain/intake-policy.ts';
import { Batch, SampleItem, type PackageReport } from '../../../src-shared/domain/intake.ts';
import { Medium } from '../../../src-shared/domain/medium.ts';
import { verdictOf } from '../../../src-shared/domain/finding.ts';
import { AppError } from '../../../src-shared/errors/app-error.ts';
import type { FakeHandlers } from './fake-desktop.ts';
import { idOf, inventedBatches, inventedFindings, inventedMedia, inventedPackages, inventedSample, reportOf } from './invented-intake.ts';

const now = (): string => new Date().toISOString();
const empty = { offered: 0, waiting: 0, clean: 0, needsReview: 0, defective: 0, accepted: 0, returned: 0, withdrawn: 0, pagesOffered: 0, pagesAccepted: 0, pagesReturned: 0, bytes: 0 };

/** Batches, packages, sample, policy and media of an invented unit; changes last as long as the window. */
export function intakeHandlers(roles: readonly Role[]): FakeHandlers {
  let batches = [...inventedBatches];
  let media = [...inventedMedia];
  let sample = [...inventedSample];
  let policy = { version: 3, policy: { ...defaultIntakePolicy, severities: { G06: 'info', G14: 'off' } } as IntakePolicy, setBy: '赵明' as string | null, setAt: '2026-10-12T03:20:00.000Z' as string | null };
  let mappings: readonly UnitMapping[] = [];
  let findings = [...inventedFindings];
  const batchOf = (id: string): Batch => {
    const found = batches.find(one => one.id === id);
    if (!found) throw new AppError('resource.not-found');
    return found;
  };
  const change = (id: string, part: Partial<Batch>): Promise<Batch> => {
    batches = batches.map(one => (one.id === id ? { ...one, ...part } : one));
    return Promise.resolve(batchOf(id));
  };
  const report = (id: string): PackageReport => {
    const found = inventedPackages.find(one => one.id === id) ?? inventedPackages[2];
    if (!found) throw new AppError('resource.not-found');
    return reportOf(found, findings);
  };
  const override = (ids: readonly string[], make: (finding: (typeof findings)[number]) => (typeof findings)[number]['override']): void => {
    findings = findings.map(one => (ids.includes(one.id) ? { ...one, override: make(one) } : one));
  };
  return {
    'intake.listBatches': ({ state }) => Promise.resolve({ items: batches.filter(one => state === null || one.state === state), total: batches.filter(one => state === null || one.state === state).length }),
    'intake.getBatch': ({ id }) => Promise.resolve(batchOf(id)),
    'intake.createBatch': ({ idempotencyKey: _once, mediumId, ...input }) => {
      const [first] = batches;
      const made = Batch.parse({ ...first, ...input, id: idOf(2, 90), number: 'JS-2026-0007', mediumId, mediumNumber: media.find(one => one.id === mediumId)?.number ?? null, account: empty, pagesPerSecond: null, secondsLeft: null, createdAt: now() });
      batches = [made, ...batches];
      return Promise.resolve(made);
    },
    'intake.listPackages': ({ batchId, verdict, query, page }) => {
      const rows = batchId === idOf(2, 6) ? inventedPackages.filter(one => (verdict === null || one.verdict === verdict) && `${one.name}${one.archiveNumber ?? ''}`.includes(query)) : [];
      return Promise.resolve({ items: rows.slice((page - 1) * 20, page * 20), total: rows.length });
    },
    'intake.getPackage': ({ id }) => Promise.resolve(report(id)),
    'intake.withdrawPackage': ({ id }) => Promise.resolve({ ...report(id), state: 'withdrawn' }),
    'intake.setPaused': ({ id, isPaused }) => change(id, { isPaused }),
    'intake.closeBatch': ({ id }) => change(id, { state: 'sampling', closedAt: now(), sample: { drawn: 24, judged: 0, wrongPlace: 0, poorPicture: 0, isPassed: null } }),
    'intake.decideBatch': ({ id, verdict, note }) => change(id, { state: verdict === 'accept' ? 'accepting' : 'returned', decidedBy: '李档案', decidedAt: now(), decisionNote: note }),
    'intake.override': ({ packageId, findingIds, reason }) => {
      override(findingIds, one => ({ state: one.severity === 'block' ? 'proposed' : 'effective', reason, by: '李档案', at: now(), secondBy: null, secondAt: null, isMineToDecide: false }));
      return Promise.resolve(report(packageId));
    },
    'intake.decideOverride': ({ packageId, findingIds, agrees }) => {
      override(findingIds, one => (one.override ? { ...one.override, state: agrees ? 'effective' : 'refused', secondBy: '李档案', secondAt: now(), isMineToDecide: false } : null));
      const after = report(packageId);
      const open = after.findings.filter(one => one.override?.state !== 'effective');
      return Promise.resolve({ ...after, verdict: verdictOf(open) });
    },
    'intake.getSample': () => Promise.resolve({ items: sample }),
    'intake.judge': ({ batchId, itemId, isPlaceRight, isPictureGood, note }) => {
      sample = sample.map(one => (one.id === itemId ? SampleItem.parse({ ...one, isPlaceRight, isPictureGood, note }) : one));
      const judged = sample.filter(one => one.isPlaceRight !== null);
      void change(batchId, { sample: { drawn: sample.length, judged: judged.length, wrongPlace: judged.filter(one => one.isPlaceRight === false).length, poorPicture: judged.filter(one => one.isPictureGood === false).length, isPassed: null } });
      const item = sample.find(one => one.id === itemId);
      return item ? Promise.resolve(item) : Promise.reject(new AppError('resource.not-found'));
    },
    'intake.unjudge': ({ itemId }) => {
      sample = sample.map(one => (one.id === itemId ? SampleItem.parse({ ...one, isPlaceRight: null, isPictureGood: null, note: '' }) : one));
      const item = sample.find(one => one.id === itemId);
      return item ? Promise.resolve(item) : Promise.reject(new AppError('resource.not-found'));
    },
    'intake.listMappings': () => Promise.resolve({ standard: standardMapping, mappings }),
    'intake.tryMapping': ({ mapping, sample }) => Promise.resolve(tryMapping(mapping, sample)),
    'intake.setMapping': ({ name, version, mapping, reason }) => {
      mappings = [...mappings.filter(one => one.name !== name), { name, version: version + 1, mapping, reason, setBy: '李档案', setAt: now() }];
      return Promise.resolve({ version: version + 1 });
    },
    'intake.listPolicies': () => Promise.resolve({ versions: policyVersions(policy) }),
    'intake.getPolicy': () => Promise.resolve(policy),
    'intake.setPolicy': ({ version, policy: next }) => {
      policy = { version: version + 1, policy: next, setBy: roles.includes('approver') ? '李档案' : null, setAt: now() };
      return Promise.resolve({ version: version + 1 });
    },
    ...mediaHandlers({ read: () => media, write: next => { media = [...next]; } }),
  };
}

/** The one that holds, one before it, and the default. */
function policyVersions({ version, policy, setBy, setAt }: { readonly version: number; readonly policy: IntakePolicy; readonly setBy: string | null; readonly setAt: string | null }): readonly PolicyVersion[] {
  const before = { version: version - 1, policy: { ...policy, maxSkewDegrees: 3, severities: {} }, reason: '供应单位设备所限，已报批准', setBy: '王审批', setAt: '2026-03-02T01:20:00.000Z', batches: 4 };
  return [{ version, policy, reason: '按本市验收标准', setBy, setAt, batches: 1 }, before, { version: 0, policy: defaultIntakePolicy, reason: '', setBy: null, setAt: null, batches: 2 }];
}

function mediaHandlers(kept: { readonly read: () => readonly Medium[]; readonly write: (media: readonly Medium[]) => void }): FakeHandlers {
  return {
    'media.list': ({ query, state }) => {
      const items = kept.read().filter(one => (state === null || one.state === state) && `${one.number}${one.contents}`.includes(query));
      return Promise.resolve({ items, total: items.length });
    },
    'media.get': ({ id }) => {
      const found = kept.read().find(one => one.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new AppError('resource.not-found'));
    },
    'media.register': ({ idempotencyKey: _once, ...entry }) => {
      const made = Medium.parse({ ...entry, id: idOf(6, 50), unitId: idOf(1, 1), state: 'registered', registeredBy: '李档案', registeredAt: now(), moves: [], batchNumbers: [] });
      kept.write([made, ...kept.read()]);
      return Promise.resolve(made);
    },
    'media.move': ({ id, ...move }) => {
      kept.write(kept.read().map(one => (one.id === id ? { ...one, state: move.to, moves: [...one.moves, { ...move, at: now(), recordedBy: '李档案' }] } : one)));
      const moved = kept.read().find(one => one.id === id);
      return moved ? Promise.resolve(moved) : Promise.reject(new AppError('resource.not-found'));
    },
  };
}
