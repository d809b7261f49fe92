import type { z } from 'zod';
import type { DesktopApi } from '#shared/contract/desktop-api';
import type { PinState, PresentKey } from '#shared/domain/signing-key';
import { useDesktopEvent, useDesktopQuery } from '../../api/desktop.ts';

export type PresentKeys = z.output<DesktopApi['keys.present']['output']>;

/** A key that can sign in, with what its token tells. */
export type UsableKey = PresentKey & { readonly tokenLabel: string; readonly serial: string; readonly pinState: PinState };

/** What is plugged in, as soon as that changes. Undefined until src-main has answered for the first time. */
export function usePresentKeys(): PresentKeys | undefined {
  const present = useDesktopQuery('keys.present', {});
  useDesktopEvent('keys.changed', () => void present.refetch());
  return present.data;
}

export function usableKeysOf(present: PresentKeys | undefined): readonly UsableKey[] {
  return (present?.tokens ?? []).flatMap(({ keys, label, serial, pinState }) =>
    keys.filter(({ suite }) => suite !== null).map(key => ({ ...key, tokenLabel: label, serial, pinState })),
  );
}

/** A token is there and none of its keys is one that we take. */
export function hasOnlyUnusableTokens(present: PresentKeys | undefined): boolean {
  return present !== undefined && present.tokens.length > 0 && usableKeysOf(present).length === 0;
}
