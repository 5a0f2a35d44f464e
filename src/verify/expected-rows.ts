/** Which rows a test of the service has to find after a request, table by table. */
import type { Observation } from '../model/exchange.js';
import type { ExpectedDifference } from '../model/expected-difference.js';

export interface ExpectedRows {
  readonly table: string;
  /** Rows that came and went; how many came, where a declaration says so and the original has none. */
  readonly rows: { readonly added: readonly string[]; readonly gone: readonly string[] } | number;
}

/** A table that only the candidate has changed is expected to stay as it is. */
export function expectedRows(
  route: string,
  reference: Observation,
  candidate: Observation,
  expected: readonly ExpectedDifference[],
): ExpectedRows[] {
  if (!reference.change || !candidate.change) return [];
  const own = new Map(reference.change.tables.map((change) => [change.table, change]));
  const names = new Set([...own.keys(), ...candidate.change.tables.map(({ table }) => table)]);
  const isSuccess = reference.answer.kind === 'answer' && reference.answer.status < 300;
  return [...names].toSorted().flatMap((table): ExpectedRows[] => {
    const change = own.get(table);
    if (change?.summary) return [];
    const declared = expected.find(
      (each) => each.route === route && each.place === table && each.adds,
    );
    if (declared) return isSuccess ? [{ table, rows: declared.adds!.length }] : [];
    return [{ table, rows: { added: change?.added ?? [], gone: change?.gone ?? [] } }];
  });
}
