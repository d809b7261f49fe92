import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildServer } from '../../src-server/app/build-server.ts';
import { provideTls } from '../../src-server/certificates/index.ts';
import { createCode } from '../../src-server/features/terminals/index.ts';
import { createLog } from '../../src-server/app/log.ts';
import type { TestServer } from './server.ts';

/** A test server on a real port with TLS, which can be cut off and come back at the same address. */
export type ListeningServer = {
  readonly serverUrl: string;
  readonly caCertificatePem: string;
  /** A new code with which a terminal enrols unattended. */
  readonly createCode: () => Promise<string>;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
};

/** `onApp` may add hooks, for a network that fails at a chosen moment. */
export async function listen({ services, dataDirectory }: TestServer, onApp: (app: ReturnType<typeof buildServer>) => void = () => undefined): Promise<ListeningServer> {
  const tls = { ...(await provideTls(dataDirectory, [])), ca: services.authority.certificate.toString('pem') };
  let port = 0;
  let app: ReturnType<typeof buildServer> | undefined;
  const start = async (): Promise<void> => {
    app = buildServer({ services, site: { siteName: '测试市', version: '0.0.0', isProduction: false }, log: createLog('silent'), tls });
    onApp(app);
    await app.listen({ host: '127.0.0.1', port });
    port = (app.server.address() as AddressInfo).port; // `as`: it listens on TCP
  };
  await start();
  return {
    serverUrl: `https://localhost:${String(port)}`,
    caCertificatePem: await readFile(join(dataDirectory, 'ca.crt'), 'utf8'),
    createCode: async () => (await createCode(services.db, { unitId: null, createdBy: null, isAutomatic: true, now: services.now() })).code,
    start,
    stop: async () => {
      app?.server.closeAllConnections();
      await app?.close();
      app = undefined;
    },
  };
}
