import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export type Metrics = {
  /** Figures of one answered request; routes by pattern, never by address, which may hold ids. */
  readonly observe: (request: { readonly route: string; readonly method: string; readonly status: number; readonly seconds: number }) => void;
  /** On this machine only. Resolves with the address. */
  readonly listen: (port: number) => Promise<string>;
  readonly close: () => Promise<void>;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const histogram = new Histogram({
    name: 'danglian_request_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10, 30],
    registers: [registry],
  });
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return response.writeHead(404).end();
    return void registry.metrics().then(text => response.writeHead(200, { 'content-type': registry.contentType }).end(text));
  });
  return {
    observe: ({ seconds, status, ...labels }) => { histogram.observe({ ...labels, status: String(status) }, seconds); },
    listen: async port => {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      const { port: actual } = server.address() as AddressInfo; // `as`: it listens on TCP
      return `http://127.0.0.1:${String(actual)}/metrics`;
    },
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => { resolve(); });
      }),
  };
}

/** One histogram entry and one line of log for each request: ids and names of routes, nothing that was sent. */
export function addRequestFigures(app: FastifyInstance, report: { readonly metrics?: Metrics | undefined; readonly logLine: (line: object) => void }): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { url: route = 'unknown', config } = request.routeOptions;
    const status = reply.raw.statusCode;
    report.metrics?.observe({ route, method: request.method, status, seconds: reply.elapsedTime / 1000 });
    report.logLine({
      method: request.method,
      operation: config.operation ?? route,
      status,
      ms: Math.round(reply.elapsedTime),
      ...(request.subject ? { accountId: request.subject.accountId } : {}),
    });
    done();
  });
}
