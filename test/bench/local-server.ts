/** Real HTTP servers on loopback whose behaviour a test knows, and that a test can kill. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';

export interface LocalServer {
  readonly url: string;
  /** Closes the port and every connection at once, as a killed process does. */
  readonly kill: () => Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** For `afterAll`: tests that run at the same time cannot each have a hook of their own. */
export async function killServers(): Promise<void> {
  await Promise.all(Array.from(running, (kill) => kill()));
  running.clear();
}

export async function serve(listener: RequestListener): Promise<LocalServer> {
  return await start(createServer({ keepAliveTimeout: 60_000 }, listener));
}

/** Accepts connections and does with them what the test says, HTTP or not. */
export async function serveSockets(onSocket: (socket: Socket) => void): Promise<LocalServer> {
  return await start(createTcpServer(onSocket));
}

async function start(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const kill = async (): Promise<void> => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  };
  running.add(kill);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, kill };
}

/** The URL of a port on which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = await serve(() => {});
  await server.kill();
  return server.url;
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
