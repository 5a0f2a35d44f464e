/**
 * What two databases went through for the same request: per table the multiset of rows that came and went,
 * and how far the sequences moved. Columns that vary from run to run (a time, a random id) are held against
 * each other by their kind only.
 */
import type { DatabaseChange, TableChange, TableNoise } from '../model/exchange.js';
import { parseJsonText, printNode, type JsonMember } from './json-text.js';
import { shapeOfNode } from './value-shape.js';

export interface TableDifference {
  /** The name of a table, or of a sequence. */
  readonly table: string;
  /** `+` a row that came, `-` one that went, each only on that side. */
  readonly expected: readonly string[];
  readonly actual: readonly string[];
}

interface ChangeNoise {
  readonly tables: readonly TableNoise[];
  readonly sequences: readonly string[];
}

export function compareChanges(
  expected: DatabaseChange,
  actual: DatabaseChange,
  noise: ChangeNoise,
): TableDifference[] {
  const found: TableDifference[] = [];
  for (const table of namesOf(expected, actual)) {
    const [own, other] = [changeOf(expected, table), changeOf(actual, table)];
    const noisy = noise.tables.find((each) => each.table === table);
    const difference = compareTable(own, other, noisy);
    if (difference) found.push({ table, ...difference });
  }
  for (const sequence of sequencesOf(expected, actual)) {
    const by = (change: DatabaseChange): string[] =>
      change.sequences
        .filter((each) => each.sequence === sequence)
        .map((each) => `moved by ${each.by}`);
    const [own, other] = [by(expected), by(actual)];
    if (noise.sequences.includes(sequence) || own[0] === other[0]) continue;
    found.push({ table: sequence, expected: own, actual: other });
  }
  return found;
}

/** What varies when the same server does the same again. */
export function changeNoise(first: DatabaseChange, second: DatabaseChange): ChangeNoise {
  const tables = namesOf(first, second).flatMap((table): TableNoise[] => {
    const [own, other] = [changeOf(first, table), changeOf(second, table)];
    if (!compareTable(own, other, undefined)) return [];
    const columns = varyingColumns(own, other);
    const isEnough = !compareTable(own, other, { table, columns });
    return [{ table, columns: isEnough ? columns : undefined }];
  });
  const differing = compareChanges(first, second, { tables, sequences: [] });
  return { tables, sequences: differing.map(({ table }) => table) };
}

function compareTable(
  expected: TableChange,
  actual: TableChange,
  noise: TableNoise | undefined,
): Omit<TableDifference, 'table'> | undefined {
  if (expected.summary || actual.summary) {
    const [own, other] = [summaryOf(expected), summaryOf(actual)];
    return own === other ? undefined : { expected: [own], actual: [other] };
  }
  const isCounted = noise !== undefined && noise.columns === undefined;
  const print = (row: string): string =>
    isCounted ? 'row' : noise ? hideColumns(row, noise.columns!) : row;
  const [own, other] = [signed(expected), signed(actual)];
  const missing = subtract(own, other, print);
  const extra = subtract(other, own, print);
  return missing.length + extra.length === 0 ? undefined : { expected: missing, actual: extra };
}

/** The rows of `from` that `others` does not have as often. */
function subtract(
  from: readonly string[],
  others: readonly string[],
  print: (row: string) => string,
): string[] {
  const left = new Map<string, number>();
  const key = (row: string): string => row[0] + print(row.slice(1));
  for (const row of others) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  return from.filter((row) => {
    const count = left.get(key(row)) ?? 0;
    if (count > 0) left.set(key(row), count - 1);
    return count === 0;
  });
}

/** The columns whose values alone are not the same multiset on both sides. */
function varyingColumns(first: TableChange, second: TableChange): string[] {
  const values = (change: TableChange): Map<string, string[]> => {
    const columns = new Map<string, string[]>();
    for (const row of signed(change)) {
      for (const { key, value } of columnsOf(row.slice(1)))
        columns.set(key, [...(columns.get(key) ?? []), row[0] + printNode(value)]);
    }
    return columns;
  };
  const [own, other] = [values(first), values(second)];
  return [...new Set([...own.keys(), ...other.keys()])].filter(
    (column) =>
      JSON.stringify(own.get(column)?.toSorted()) !== JSON.stringify(other.get(column)?.toSorted()),
  );
}

function hideColumns(row: string, columns: readonly string[]): string {
  return columnsOf(row)
    .map(({ key, value }) =>
      columns.includes(key) ? `${key}: ${shapeOfNode(value)}` : `${key}=${printNode(value)}`,
    )
    .join(', ');
}

function columnsOf(row: string): readonly JsonMember[] {
  const node = parseJsonText(row);
  return node?.kind === 'object' ? node.members : [];
}

function signed({ added, gone }: TableChange): string[] {
  return [...added.map((row) => `+${row}`), ...gone.map((row) => `-${row}`)];
}

function summaryOf({ summary }: TableChange): string {
  return summary
    ? `${summary.rows >= 0 ? '+' : ''}${summary.rows} rows, hash ${summary.hash}`
    : 'unchanged';
}

function namesOf(...changes: readonly DatabaseChange[]): string[] {
  return [...new Set(changes.flatMap(({ tables }) => tables.map(({ table }) => table)))].toSorted();
}

function sequencesOf(...changes: readonly DatabaseChange[]): string[] {
  return [
    ...new Set(changes.flatMap(({ sequences }) => sequences.map(({ sequence }) => sequence))),
  ].toSorted();
}

function changeOf({ tables }: DatabaseChange, table: string): TableChange {
  return tables.find((each) => each.table === table) ?? { table, added: [], gone: [] };
}
