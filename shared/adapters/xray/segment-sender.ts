import { createSocket, type Socket } from 'node:dgram';

/** What precedes every document on its way to the daemon (X-Ray: Sending trace data, Using the X-Ray daemon). */
const HEADER = '{"format": "json", "version": 1}\n';

/** A datagram that is larger than this is dropped by the daemon. */
const MAX_BYTES = 64 * 1024;

/**
 * Hands trace documents to the X-Ray daemon that Lambda runs beside the function. Datagrams are neither waited for nor
 * missed: a trace that gets lost is no reason to hold up, or fail, the work it would have told of.
 * @param address as in Lambda's variable, `169.254.100.1:2000`; without one nothing is sent.
 */
export function createSegmentSender(address: string | undefined): (document: object) => void {
  const [host = '', port = ''] = address?.split(':') ?? [];
  if (host === '' || !/^\d+$/.test(port)) return () => undefined;
  let socket: Socket | undefined;
  return (document) => {
    const datagram = Buffer.from(HEADER + JSON.stringify(document));
    if (datagram.length > MAX_BYTES) return;
    // Made late, because a container that serves no sampled request needs none, and unreferenced, so that it keeps no
    // process alive.
    socket ??= createSocket('udp4')
      .on('error', () => undefined)
      .unref();
    socket.send(datagram, Number(port), host, () => undefined);
  };
}
