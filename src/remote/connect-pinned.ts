import type { TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';

/** Connects to a server that shows exactly this certificate: its own commands know it, whatever name it is for. */
export function connectPinned(fingerprint: string, timeout: number): buildConnector.connector {
  // Without sessions to resume, each connection shows the certificate.
  const connect = buildConnector({ timeout, rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, done) =>
    connect(options, (...result) => {
      const [error, socket] = result;
      if (error) return done(error, null);
      if ((socket as TLSSocket).getPeerCertificate().fingerprint256 === fingerprint) return done(null, socket);
      socket.destroy();
      return done(new Error('it shows another certificate than the server of this data directory'), null);
    });
}
