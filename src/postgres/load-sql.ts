/**
 * Runs SQL files on a database as psql would: one statement after the other, each for itself, stopping at
 * the first that fails. It understands what pg_dump writes, the data of COPY included.
 */
import { type Client, DatabaseError } from 'pg';

import { copyIn } from './copy-in.js';
import { isFatal } from './describe-statements.js';
import { serverFailure, type SqlFailure, type SqlFile, unfitness } from './sql-failure.js';
import { type ScriptPart, splitSqlScript } from './split-sql-script.js';
import { withClient } from './with-client.js';

/**
 * Runs the files in order; undefined when all went well. Nothing runs when one of them is unfit as a whole
 * (`unfitness` says what that is); what ran before the server refused something stays.
 * @throws DatabaseUnavailable without a connection, and pg's error when the connection breaks.
 */
export async function loadSql(
  url: string,
  files: readonly SqlFile[],
  options: { readonly foreignSchemas?: readonly string[] } = {},
): Promise<SqlFailure | undefined> {
  const scripts = files.map((file) => ({ file, parts: splitSqlScript(file.text) }));
  for (const { file, parts } of scripts) {
    const unfit = unfitness(file, parts, options.foreignSchemas ?? []);
    if (unfit !== undefined) return unfit;
  }
  return withClient(url, async (client) => {
    // Only a crash of the server in the next moments could tell the difference, and then all is lost.
    await client.query('SET synchronous_commit TO off');
    for (const { file, parts } of scripts) {
      for (const part of parts) {
        // oxlint-disable-next-line no-await-in-loop -- a statement may need the one before it
        const failure = await run(client, file, part);
        if (failure !== undefined) return failure;
      }
    }
    return undefined;
  });
}

async function run(
  client: Client,
  file: SqlFile,
  part: ScriptPart,
): Promise<SqlFailure | undefined> {
  const text = file.text.slice(part.start, part.end);
  try {
    if (part.kind === 'statement') await client.query(text);
    if (part.kind === 'copy') {
      await copyIn(client, text, file.text.slice(part.dataStart, part.dataEnd));
    }
    return undefined;
  } catch (error) {
    if (error instanceof DatabaseError && !isFatal(error)) return serverFailure(file, part, error);
    throw error;
  }
}
