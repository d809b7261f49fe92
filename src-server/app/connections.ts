import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket, type Server } from 'node:tls';
import { createHash } from 'node:crypto';
import type { Revocations } from '../features/terminals/index.ts';
import { connectionLimits } from './limits.ts';

export type Connections = {
  /** SHA-256, in hex, of the certificate with which this request's connection was made; undefined without one. */
  readonly certificateOf: (request: IncomingMessage) => string | undefined;
};

/**
 * Lets in who has a certificate of ours that is not expired or revoked, and who has none; cuts everyone else before a request is
 * read. Without a certificate little can be asked and connections are few: when there are more, the oldest goes, so
 * that whoever holds them open in vain does not keep others out.
 */
export function guardConnections(server: Server, revocations: Revocations): Connections {
  const certificates = new WeakMap<object, string>();
  const admitted = new Map<string, Set<Socket>>();
  const strangers = createStrangers();

  server.prependListener('connection', (socket: Socket) => { strangers.add(socket); });
  server.prependListener('secureConnection', socket => {
    const certificate = socket.getPeerX509Certificate();
    if (certificate === undefined) return;
    const fingerprint = createHash('sha256').update(certificate.raw).digest('hex');
    const open = admitted.get(fingerprint) ?? new Set();
    const isGood = socket.authorized && certificate.validToDate.getTime() > Date.now() && !revocations.isRevoked(fingerprint);
    if (!isGood || open.size >= connectionLimits.perCertificate) {
      socket.destroy();
      return;
    }
    strangers.remove(socket);
    certificates.set(socket, fingerprint);
    admitted.set(fingerprint, open.add(socket));
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) admitted.delete(fingerprint);
    });
  });
  // Half a handshake, or something that is none.
  server.on('tlsClientError', (_error, socket) => { socket.destroy(); });
  revocations.onRevoked(fingerprint => {
    for (const socket of admitted.get(fingerprint) ?? []) socket.destroy();
  });
  return { certificateOf: ({ socket }) => certificates.get(socket) };
}

type Strangers = { readonly add: (socket: Socket) => void; readonly remove: (socket: Socket) => void };

/** Connections that have not shown a certificate, oldest first. TLS wraps a socket into another one: the two share their address. */
function createStrangers(): Strangers {
  const open = new Map<string, Socket>();
  const nameOf = ({ remoteAddress, remotePort, localPort }: Socket): string => `${String(remoteAddress)} ${String(remotePort)} ${String(localPort)}`;
  return {
    add: socket => {
      if (socket instanceof TLSSocket) return;
      const name = nameOf(socket);
      open.set(name, socket);
      socket.once('close', () => { if (open.get(name) === socket) open.delete(name); });
      if (open.size <= connectionLimits.strangers) return;
      for (const [oldest, itsSocket] of open) {
        open.delete(oldest);
        itsSocket.destroy();
        break;
      }
    },
    remove: socket => { open.delete(nameOf(socket)); },
  };
}
