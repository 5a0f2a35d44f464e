/**
 * Which differences somebody has declared. A declaration that names rows (`adds`) is held both ways: every
 * successful answer has to leave exactly these rows behind in the service, or that is a difference itself.
 */
import { parseJsonText, type JsonNode } from '../compare/json-text.js';
import { stepTo } from '../compare/compare-json.js';
import type { Observation, PlannedRequest } from '../model/exchange.js';
import type { ExpectedDifference } from '../model/expected-difference.js';
import type { Json } from '../model/json.js';
import type { LayerDifference } from './compare-exchange.js';

export interface Excused {
  /** What nobody declared. */
  readonly differences: readonly LayerDifference[];
  /** The declarations that were met, by their place in the list. */
  readonly met: readonly number[];
}

export function excuseDifferences(
  request: PlannedRequest,
  found: readonly LayerDifference[],
  candidate: Observation,
  expected: readonly ExpectedDifference[],
): Excused {
  const mine = [...expected.entries()].filter(([, each]) => isAbout(each, request));
  if (mine.length === 0) return { differences: found, met: [] };
  const met = new Set<number>();
  // A declared status covers the whole exchange: what else differs follows from it.
  const status = found.find(({ layer }) => layer === 'status');
  if (status) {
    const declared = mine.find(([, each]) => each.layer === 'status' && fitsStatus(each, status));
    if (declared) return { differences: [], met: [declared[0]] };
  }
  let rest = [...found];
  for (const [index, each] of mine) {
    if (each.layer === 'status') continue;
    if (each.adds) {
      if (!isOwnMethod(each, request)) continue;
      const outcome = expectRows(each, rest, candidate);
      rest = outcome.rest;
      if (outcome.isMet) met.add(index);
      continue;
    }
    const left = rest.filter(
      ({ layer, place }) => layer !== each.layer || !fitsPlace(each.place, place),
    );
    if (left.length < rest.length) met.add(index);
    rest = left;
  }
  return { differences: rest, met: [...met] };
}

function isAbout({ route, request: text }: ExpectedDifference, request: PlannedRequest): boolean {
  if (route !== undefined && route !== request.route) return false;
  if (text === undefined) return true;
  return `${request.method} ${request.path}`.includes(text) || request.case.includes(text);
}

/** `POST /reviews/` is a route's name: an OPTIONS sent to it succeeds as well, and adds nothing. */
function isOwnMethod({ route }: ExpectedDifference, { method }: PlannedRequest): boolean {
  return route === undefined || route.split(' ')[0]!.split('|').includes(method);
}

function fitsStatus({ flask, service }: ExpectedDifference, found: LayerDifference): boolean {
  return (
    (flask === undefined || String(flask) === found.reference) &&
    (service === undefined || String(service) === found.candidate)
  );
}

/** `$.items[*].id` stands for every item. */
function fitsPlace(declared: string | undefined, place: string | undefined): boolean {
  if (declared === undefined) return true;
  return declared === place || declared === place?.replaceAll(/\[\d+\]/g, '[*]');
}

function expectRows(
  { adds = [], place: table = '' }: ExpectedDifference,
  found: readonly LayerDifference[],
  candidate: Observation,
): { rest: LayerDifference[]; isMet: boolean } {
  const { answer, change } = candidate;
  const isSuccess = answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
  if (!isSuccess || !change) return { rest: [...found], isMet: false };
  const mine = found.find(({ layer, place }) => layer === 'database' && place === table);
  const rest = found.filter((each) => each !== mine);
  const values = leavesOf(answer.body.text);
  const rows = mine?.rows ?? { reference: [], candidate: [] };
  const isExact =
    rows.reference.length === 0 &&
    rows.candidate.length === adds.length &&
    adds.every((row, index) => isRow(rows.candidate[index]!, row, values));
  if (isExact) return { rest, isMet: true };
  const wanted = adds.map((row) => `+${JSON.stringify(filled(row, values))}`);
  const difference: LayerDifference = {
    layer: 'database',
    place: table,
    reference: `${table}: as declared, ${wanted.join(', ') || 'nothing'}`,
    candidate: mine?.candidate ?? `${table}: nothing`,
    rows: { reference: [...rows.reference, ...wanted], candidate: rows.candidate },
  };
  // It has come up, though not as declared: that is a difference, and nothing stale.
  return { rest: [...rest, difference], isMet: true };
}

function isRow(
  row: string,
  wanted: Readonly<Record<string, Json>>,
  values: ReadonlyMap<string, string>,
): boolean {
  if (!row.startsWith('+')) return false;
  const stored = leavesOf(row.slice(1));
  return Object.entries(filled(wanted, values)).every(([column, value]) => {
    const found = stored.get(stepTo('$', column));
    return found !== undefined && isSameValue(value, found);
  });
}

/** PostgreSQL stores what it was given in the column's own type: `"995"` as 995, 4.7 as 5. */
function isSameValue(value: string, stored: string): boolean {
  if (value === stored || (value === 'True' && stored === 'true')) return true;
  const [given, kept] = [Number(value.replaceAll('_', '')), Number(stored)];
  if (value.trim() === '' || Number.isNaN(given) || Number.isNaN(kept)) return false;
  return given === kept || (Number.isInteger(kept) && Math.abs(given - kept) <= 0.5);
}

function filled(
  row: Readonly<Record<string, Json>>,
  values: ReadonlyMap<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === 'string' && value.startsWith('$.')
        ? (values.get(value) ?? `(${value} is not in the answer)`)
        : String(value),
    ]),
  );
}

/** Every scalar of a JSON text by its path, as text. */
export function leavesOf(text: string | undefined): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (node: JsonNode, path: string): void => {
    if (node.kind === 'object')
      for (const { key, value } of node.members) visit(value, stepTo(path, key));
    else if (node.kind === 'list')
      for (const [index, item] of node.items.entries()) visit(item, stepTo(path, index));
    else
      leaves.set(
        path,
        node.kind === 'string' ? node.value : node.kind === 'number' ? node.lexeme : node.word,
      );
  };
  const root = text === undefined ? undefined : parseJsonText(text);
  if (root) visit(root, '$');
  return leaves;
}
