/** As many films as a measurement needs, in a copy of the films/reviews database that is its own. */
import { withClient } from '../postgres/with-client.js';

export async function fillFilms(databaseUrl: string, films: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query('TRUNCATE film CASCADE');
    await client.query(
      `INSERT INTO film (film_id, title, release_year, language_id, fulltext)
            SELECT n, 'Stolen Courier ' || n, 2001 + n % 20, 1, ''
              FROM generate_series(1, $1::int) AS n`,
      [films],
    );
    await client.query('VACUUM ANALYZE film');
  });
}
