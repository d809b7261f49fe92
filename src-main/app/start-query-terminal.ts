import { queryDesktopApi, queryServerApi } from '#shared/contract/query-edition';
import { terminalEvents } from '#shared/contract/terminal-desk-operations';
import { createQueryDeviceClient } from '../device-host/query-device-client.ts';
import { commonKit, openStoreOf } from '../store/index.ts';
import { composeQueryFeatures } from './compose-query-features.ts';
import type { EditionParts } from './edition-parts.ts';
import type { CommonServices } from './services.ts';
import { startEdition, type RunningTerminal, type TerminalOptions } from './start-edition.ts';

const queryEdition: EditionParts<CommonServices> = {
  edition: 'query',
  windowApi: queryDesktopApi,
  windowEvents: terminalEvents,
  serverApi: queryServerApi,
  openStore: options => openStoreOf(options, commonKit),
  createDevices: createQueryDeviceClient,
  compose: composeQueryFeatures,
};

/** 查询端. */
export const startQueryTerminal = (options: TerminalOptions): Promise<RunningTerminal> => startEdition(queryEdition, options);
