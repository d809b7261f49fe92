import { z } from 'zod';
import { noSteps, type PageSteps } from '#shared/domain/page-steps';
import { isByProfile } from '#shared/domain/profile-matching';
import { ScanProfileList, type ScanProfileId } from '#shared/domain/scan-profile';
import type { ScannerCapabilities, ScanSettings } from '#shared/domain/scanning';
import { AppError } from '#shared/errors/app-error';
import type { ErrorCode } from '#shared/errors/error-catalogue';
import type { TerminalServices } from '../../app/services.ts';

type KnownProfiles = ScanProfileList & {
  /** When the data centre last said so, where it cannot be asked now. */
  readonly keptAt: string | null;
};

export type AskedScan = {
  readonly scannerId: string;
  readonly settings: ScanSettings;
  readonly profileId: ScanProfileId | null;
  readonly steps: PageSteps | undefined;
};

/** The profiles of the data centre, kept at the terminal for when it cannot be reached. */
export type ProfileBook = {
  readonly list: () => Promise<KnownProfiles>;
  /** Answers what its pages go through. Throws `scan-profile.locked` when the scan is not what a locked profile means on this device. */
  readonly requireAllowed: (asked: AskedScan, describe: () => Promise<ScannerCapabilities>) => Promise<PageSteps>;
};

const Kept = z.object({ list: ScanProfileList, at: z.iso.datetime() });
const noProfiles: ScanProfileList = { profiles: [], isProfilesOnly: false };
/** The data centre cannot be asked; whatever else it answers is its answer. */
const silentCodes: readonly ErrorCode[] = ['server.unreachable', 'server.busy', 'server.stopping', 'operation.timed-out'];

export function createProfileBook({ server, store, session, now }: TerminalServices): ProfileBook {
  const keptName = (): string => `scan-profiles/${session.requireAccount().unitId}`;
  const findKept = (): Promise<z.output<typeof Kept> | undefined> => store.state.find(keptName(), Kept);

  const list = async (): Promise<KnownProfiles> => {
    const account = session.requireAccount();
    try {
      const answer = await server.call('scanProfiles.list', {});
      // An administrator is answered with those of every unit: they are not what this unit scans by.
      if (!account.roles.includes('system-administrator')) await store.state.save(keptName(), { list: answer, at: now().toISOString() });
      return { ...answer, keptAt: null };
    } catch (error) {
      const kept = isSilence(error) ? await findKept() : undefined;
      if (!kept) throw error;
      return { ...kept.list, keptAt: kept.at };
    }
  };
  // What counts at the desk is known before it is used; without an answer what was kept counts.
  session.onBegin(account => {
    if (account.roles.includes('archivist')) void list().catch(() => undefined);
  });
  return {
    list,
    requireAllowed: async (asked, describe) => {
      const { profiles, isProfilesOnly } = (await findKept())?.list ?? noProfiles;
      const profile = profiles.find(({ id }) => id === asked.profileId);
      if (asked.profileId !== null && !profile) throw new AppError('record.changed');
      if (isProfilesOnly || profile?.isLocked === true) await requireMeant(profile, asked, describe);
      return stepsOf(asked, profile);
    },
  };
}

type Profile = ScanProfileList['profiles'][number];

const stepsOf = ({ steps }: AskedScan, profile: Profile | undefined): PageSteps => steps ?? profile?.steps ?? noSteps;

async function requireMeant(profile: Profile | undefined, asked: AskedScan, describe: () => Promise<ScannerCapabilities>): Promise<void> {
  if (!profile || !isByProfile(profile, await describe(), asked)) throw new AppError('scan-profile.locked');
}

function isSilence(error: unknown): boolean {
  return error instanceof AppError && silentCodes.includes(error.code);
}
