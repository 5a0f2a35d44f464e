/**
 * What a route runs on the database for its example, as the manifest has it: the statements with the casts
 * that their parameters need, and the values that the example gives them. That is the same work for every
 * target, whatever shape one of them gives its statements in order to do it with less.
 */
import type { Json } from '../../model/json.js';
import type { Query, Route, Transaction } from '../../model/service.js';
import type { LimitStatement, NoScript, PgbenchRequest } from './pgbench-script.js';

export function routeStatements(route: Route): PgbenchRequest | NoScript {
  const { handler } = route;
  if (handler.kind !== 'declarative') return none('its statements are not in the manifest');
  const statements: LimitStatement[] = [];
  for (const query of handler.queries) {
    const statement = bound(route, query);
    if ('kind' in statement) return statement;
    statements.push(statement);
  }
  return { statements, transaction: TRANSACTIONS[handler.transaction.end] };
}

const TRANSACTIONS: Readonly<Record<Transaction['end'], PgbenchRequest['transaction']>> = {
  single: undefined,
  commit: { begin: 'BEGIN', end: 'COMMIT' },
  rollback: { begin: 'BEGIN', end: 'ROLLBACK' },
};

function bound(route: Route, query: Query): LimitStatement | NoScript {
  if (query.dynamic) return none('its statement is put together of parts');
  const values: (string | null)[] = [];
  for (const reference of query.parameters) {
    if (reference.kind !== 'input') return none('a statement needs what another one found');
    const input = route.inputs.find(({ name }) => name === reference.input)!;
    const otherwise = input.whenMissing.kind === 'default' ? input.whenMissing.value : null;
    const value = route.example?.get(reference.input) ?? otherwise;
    values.push(
      valueText(input.type === 'int' && typeof value === 'number' ? Math.trunc(value) : value),
    );
  }
  return { text: query.text, values };
}

function valueText(value: Json): string | null {
  if (value === null || typeof value === 'string') return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function none(reason: string): NoScript {
  return { kind: 'none', reason };
}
