/**
 * A TCP port on the loopback interface that nobody listens on. Between the answer and its use somebody
 * else may take it, so whoever uses it must be ready to ask again.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0, exclusive: true });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
