/**
 * The smallest request that still differs: what is left out, shortened or made simple without the difference
 * going away says nothing about it. Which requests are smaller is decided here; whether one still differs is
 * asked, one after the other, until none does or the tries are used up.
 */
import { parseJsonText, printNode, type JsonMember } from '../compare/json-text.js';
import type { PlannedRequest } from '../model/exchange.js';

export interface Shrunk {
  readonly request: PlannedRequest;
  readonly tries: number;
}

export async function shrinkRequest(
  request: PlannedRequest,
  stillDiffers: (smaller: PlannedRequest) => Promise<boolean>,
  mostTries: number,
): Promise<Shrunk> {
  let smallest = request;
  let tries = 0;
  let candidates = smallerRequests(smallest);
  for (let next = candidates.shift(); next && tries < mostTries; next = candidates.shift()) {
    tries += 1;
    // oxlint-disable-next-line no-await-in-loop -- what is tried next depends on the answer
    if (!(await stillDiffers(next))) continue;
    smallest = next;
    candidates = smallerRequests(smallest);
  }
  return { request: smallest, tries };
}

/** Each a step smaller, those that leave out most first. Every chain of steps comes to an end. */
export function smallerRequests(request: PlannedRequest): PlannedRequest[] {
  const { body, headers, path } = request;
  const found: PlannedRequest[] = [
    ...(body === undefined ? [] : [{ ...request, body: undefined }]),
    ...smallerPaths(path).map((smaller) => ({ ...request, path: smaller })),
    ...(body === undefined
      ? []
      : smallerBodies(body).map((smaller) => ({ ...request, body: smaller }))),
    ...Object.keys(headers).map((name) => {
      const { [name]: _gone, ...others } = headers;
      return { ...request, headers: others };
    }),
  ];
  return found.filter((each) => sizeOf(each) < sizeOf(request));
}

export function sizeOf({ path, headers, body }: PlannedRequest): number {
  const lines = Object.entries(headers).map(([name, value]) => name.length + value.length + 4);
  return (
    path.length + (body === undefined ? 0 : body.length + 1) + lines.reduce((a, b) => a + b, 0)
  );
}

function smallerPaths(path: string): string[] {
  const mark = path.indexOf('?');
  const [bare, query] = mark === -1 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
  const pairs = query === '' ? [] : query.split('&');
  const join = (kept: readonly string[]): string =>
    kept.length === 0 ? bare : `${bare}?${kept.join('&')}`;
  const segments = bare.split('/');
  return [
    ...(pairs.length > 0 ? [bare] : []),
    ...pairs.map((_pair, index) => join(pairs.filter((_other, other) => other !== index))),
    ...pairs.flatMap((pair, index) =>
      halves(pair).map((half) => join(pairs.map((other, at) => (at === index ? half : other)))),
    ),
    ...segments.flatMap((segment, index) =>
      halves(segment).map((half) => {
        const shorter = segments.map((other, at) => (at === index ? half : other)).join('/');
        return query === '' ? shorter : `${shorter}?${query}`;
      }),
    ),
  ];
}

function smallerBodies(body: string): string[] {
  const node = parseJsonText(body);
  if (node?.kind !== 'object') return halves(body);
  const print = (members: readonly JsonMember[]): string =>
    `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${printNode(value)}`).join(',')}}`;
  const without = node.members.map((_member, index) =>
    print(node.members.filter((_other, other) => other !== index)),
  );
  const simpler = node.members.flatMap(({ value }, index) =>
    simplerValues(body.slice(value.start, value.end)).map(
      (text) => `${body.slice(0, value.start)}${text}${body.slice(node.members[index]!.value.end)}`,
    ),
  );
  return [print(node.members), ...without, ...simpler];
}

function simplerValues(text: string): string[] {
  const shorter = text.startsWith('"') ? halves(text.slice(1, -1)).map((half) => `"${half}"`) : [];
  return [
    ...['0', '1', '""', '[]', '{}'].filter((value) => value.length < text.length),
    ...shorter,
  ].filter((value) => parseJsonText(value) !== undefined);
}

/** The first and the second half of a long text, unless that would cut an escape in two. */
function halves(text: string): string[] {
  if (text.length < 4) return [];
  const middle = Math.floor(text.length / 2);
  const isCut = /%.?$|\\(?:u.{0,3})?$/.test(text.slice(0, middle));
  return isCut ? [] : [text.slice(0, middle), text.slice(middle)];
}
