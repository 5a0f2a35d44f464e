/**
 * The statements of a request as a script for pgbench: one run of it is one request. pgbench puts `:name` in
 * the place of a parameter and looks for names everywhere, within literals too, so that a statement with
 * something else that looks like one is refused. It knows no NULL for its variables.
 */
import { scanTokens } from '../../sql/scan-tokens.js';

export interface LimitStatement {
  /** With `$1`, `$2`, …, as it is sent. */
  readonly text: string;
  /** What they are bound to, as text; null for NULL. */
  readonly values: readonly (string | null)[];
}

export interface PgbenchScript {
  readonly kind: 'script';
  readonly text: string;
  /** For `-D`: `p1=995`. */
  readonly defines: readonly string[];
}

export interface NoScript {
  readonly kind: 'none';
  readonly reason: string;
}

export interface PgbenchRequest {
  readonly statements: readonly LimitStatement[];
  /** What stands before and after the statements when they are one transaction. */
  readonly transaction: { readonly begin: string; readonly end: string } | undefined;
}

export function printPgbenchScript(request: PgbenchRequest): PgbenchScript | NoScript {
  const { statements, transaction } = request;
  if (statements.length === 0) return none('it runs no statement');
  const defines: string[] = [];
  const lines: string[] = [];
  for (const { text, values } of statements) {
    const names = values.map((_, index) => `p${defines.length + index + 1}`);
    for (const [index, value] of values.entries()) {
      if (value === null) return none('pgbench can bind no NULL');
      defines.push(`${names[index]}=${value}`);
    }
    if (/(?<!:):[\w\u0080-\uffff]/.test(text)) {
      return none('its statement holds what pgbench would read as a variable');
    }
    lines.push(`${withNames(text, names)}\n;`);
  }
  const body = transaction ? [`${transaction.begin};`, ...lines, `${transaction.end};`] : lines;
  return { kind: 'script', text: `${body.join('\n')}\n`, defines };
}

function withNames(text: string, names: readonly string[]): string {
  return scanTokens(text)
    .filter((token) => /^\$\d+$/.test(token.text))
    .toReversed()
    .reduce((edited, { start, end }) => {
      const number = Number(text.slice(start + 1, end));
      return `${edited.slice(0, start)}:${names[number - 1]}${edited.slice(end)}`;
    }, text);
}

function none(reason: string): NoScript {
  return { kind: 'none', reason };
}
