import { describe, expect, test } from 'vitest';
import { MaterialId, PageId, PersonId, RequestId, ViewSessionId, VolumeId } from '#shared/domain/ids';
import type { ViewSession } from '#shared/domain/viewing';
import { AppError } from '#shared/errors/app-error';
import { advanceView, firstMaterial, type ViewState } from '../../../../src-renderer/features/viewing/view-state.ts';

const id = (): string => crypto.randomUUID();
const material = (pageCount: number): ViewSession['materials'][number] => ({
  id: MaterialId.parse(id()),
  classCode: '1',
  sequence: 1,
  name: '干部履历表',
  formedOn: null,
  pageCount: Math.max(1, pageCount),
  remark: '',
  canPrint: false,
  printRegions: [],
  pages: Array.from({ length: pageCount }, (_, index) => ({ id: PageId.parse(id()), number: index + 1, widthPx: 2480, heightPx: 3508 })),
});
const session: ViewSession = {
  id: ViewSessionId.parse(id()),
  kind: 'grant',
  requestId: RequestId.parse(id()),
  requestNumber: '20261122-0007',
  volumeId: VolumeId.parse(id()),
  personId: PersonId.parse(id()),
  personName: '王建国',
  secrecy: { level: 'secret', years: 10 }, blursUnfocused: true,
  endsAt: '2026-11-22T10:00:00Z',
  secondsLeft: 3600,
  materials: [material(0), material(2)],
};
const open = advanceView({ kind: 'opening' }, { kind: 'opened', session });

describe('a reading', () => {
  test('counts the seconds that the data centre gives', () => {
    expect(open).toMatchObject({ kind: 'open', secondsLeft: 3600, isConfirmed: true });
    expect(advanceView(open, { kind: 'heard', state: 'open', secondsLeft: 3598 })).toMatchObject({ secondsLeft: 3598 });
  });

  test.each(['withdrawn', 'expired', 'closed'] as const)('that is %s keeps no page', state => {
    const ended = advanceView(open, { kind: 'heard', state, secondsLeft: 0 });
    expect(ended).toEqual({ kind: 'ended', reason: state } satisfies ViewState);
  });

  test('ends by its own count when the data centre is silent', () => {
    expect(advanceView(open, { kind: 'ran-out' })).toEqual({ kind: 'ended', reason: 'expired' });
  });

  test('is covered in silence and uncovered by the next answer', () => {
    const covered = advanceView(open, { kind: 'silent' });
    expect(covered).toMatchObject({ kind: 'open', isConfirmed: false });
    expect(advanceView(covered, { kind: 'heard', state: 'open', secondsLeft: 10 })).toMatchObject({ isConfirmed: true });
  });

  test('stays ended whatever arrives late', () => {
    const ended: ViewState = { kind: 'ended', reason: 'withdrawn' };
    expect(advanceView(ended, { kind: 'heard', state: 'open', secondsLeft: 60 })).toBe(ended);
    expect(advanceView(ended, { kind: 'silent' })).toBe(ended);
    expect(advanceView(ended, { kind: 'ran-out' })).toBe(ended);
  });

  test('that was refused says why', () => {
    const error = new AppError('grant.expired');
    expect(advanceView({ kind: 'opening' }, { kind: 'refused', error })).toEqual({ kind: 'failed', error });
  });

  test('starts at the first material that has pages', () => {
    expect(firstMaterial(session)).toBe(session.materials[1]?.id);
    expect(firstMaterial({ ...session, materials: [] })).toBeNull();
  });
});
