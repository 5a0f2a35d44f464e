/** Runs one `COPY … FROM stdin` with the given lines, as pg's query objects do: by answering its messages. */
import type { Client, Connection, Submittable } from 'pg';

const CHUNK_BYTES = 64 * 1024;

/** What pg's connection can do for COPY and its type declarations leave out. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** @throws the server's error about the statement or a line of `data`. */
export function copyIn(client: Client, statement: string, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: Connection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => {
        const bytes = Buffer.from(data);
        for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
          connection.sendCopyFromChunk(bytes.subarray(start, start + CHUNK_BYTES));
        }
        connection.endCopyFrom();
      },
      handleCommandComplete: () => {},
      handleReadyForQuery: () => resolve(),
      handleError: reject,
    } as Submittable);
  });
}
