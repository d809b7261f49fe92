/** Fastify's and Node's own are off or long by default. */
export const serverLimits = {
  fastify: {
    logger: false,
    bodyLimit: 1024 * 1024,
    /** Long enough for a chunk of an upload: 8 MiB at 1 Mbit/s take 67 s. */
    requestTimeout: 90_000,
    connectionTimeout: 120_000,
    keepAliveTimeout: 75_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  },
  /** Options of Node's server itself; without the short checking interval its time limits act late. */
  node: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000, maxHeaderSize: 16 * 1024 },
} as const;

export const connectionLimits = {
  /** Of one terminal: it uses about fifteen. */
  perCertificate: 32,
  /** Of all that have shown no certificate yet, in each process. */
  strangers: 256,
  /** Headers of one request; a terminal sends ten. */
  headers: 64,
} as const;

/** Requests of one account at work at the same time; a terminal that draws a page of thumbnails stays well below. */
export const maxConcurrentPerAccount = 32;
