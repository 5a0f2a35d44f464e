/**
 * Requests that write, and then read what was written: a POST, the lists near it, and every route that takes
 * the id it answered with, on each side its own id. A DELETE comes last, and is asked for twice.
 */
import type { PlannedRequest } from '../model/exchange.js';
import { ruleVariables } from '../model/rule.js';
import type { Method } from '../model/service.js';
import { exampleParts, joinParts, joinPath, type AnyRoute } from './request-parts.js';
import { routeName } from '../model/route-name.js';

/** A folder of URLs with fifty routes in it would make of every write a run of its own. */
const MOST_LISTS = 3;
const MOST_READERS = 4;
/** The first id in the answer, whatever it is called. */
export const ANY_ID = '$..id';

export function planSequences(routes: readonly AnyRoute[]): PlannedRequest[] {
  const writers = routes.filter(
    ({ methods, example, rule }) =>
      example !== undefined &&
      (methods.includes('POST') || (methods.includes('PUT') && ruleVariables(rule).length === 0)),
  );
  return writers.flatMap((route, index) => {
    const method: Method = route.methods.includes('POST') ? 'POST' : 'PUT';
    const sequence = `${method} ${route.rule.text}`;
    const near = routes.filter((other) => isNear(route, other));
    const send = (other: AnyRoute, name: Method, what: string, id?: string): PlannedRequest => {
      const { path, headers, body } = joinParts(other, exampleParts(other, name));
      const [, query] = path.split('?');
      const variables = Object.fromEntries(
        ruleVariables(other.rule).map((variable) => [variable.name, id ?? '']),
      );
      const own =
        id === undefined
          ? path
          : `${joinPath(other, variables)}${query === undefined ? '' : `?${query}`}`;
      return {
        route: routeName(other),
        case: what,
        method: name,
        path: own,
        headers,
        body,
        sequence,
      };
    };
    // A name of its own: an answer without an id must not lend it another's.
    const bound = `id${index + 1}`;
    const id = `{{${bound}}}`;
    const lists = near
      .filter(
        (other) =>
          other.methods.includes('GET') && other.example && ruleVariables(other.rule).length === 0,
      )
      .slice(0, MOST_LISTS);
    const readers = near.filter(takesId).slice(0, MOST_READERS);
    const read = (when: string): PlannedRequest[] => [
      ...lists.map((other) => send(other, 'GET', `${when}, read the list`)),
      ...readers
        .filter(({ methods }) => methods.includes('GET'))
        .map((other) => send(other, 'GET', `${when}, read it by its id`, id)),
    ];
    const change = (name: Method): PlannedRequest[] =>
      readers
        .filter(({ methods }) => methods.includes(name))
        .map((other) => send(other, name, `${name} what was written`, id));
    const deleted = change('DELETE');
    return [
      { ...send(route, method, 'write'), bind: { [bound]: ANY_ID } },
      ...read('after the write'),
      ...[...change('PUT'), ...change('PATCH')].flatMap((request) => [
        request,
        ...read('after the change'),
      ]),
      ...deleted.flatMap((request) => [
        request,
        ...read('after the deletion'),
        { ...request, case: 'DELETE it again' },
      ]),
      send(route, method, 'write the same again'),
    ];
  });
}

/** In the same folder of URLs, apart from variables. */
function isNear(route: AnyRoute, other: AnyRoute): boolean {
  const [own, theirs] = [staticPrefix(route), staticPrefix(other)];
  return own !== '/' && (theirs.startsWith(own) || own.startsWith(theirs)) && theirs !== '/';
}

function staticPrefix({ rule }: AnyRoute): string {
  const first = rule.segments.findIndex((segment) =>
    segment.some(({ kind }) => kind === 'variable'),
  );
  const segments = first === -1 ? rule.segments : rule.segments.slice(0, first);
  const texts = segments.map((segment) =>
    segment.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
  );
  return `/${texts.filter((text) => text !== '').join('/')}`;
}

function takesId({ rule }: AnyRoute): boolean {
  const variables = ruleVariables(rule);
  const [variable] = variables;
  return variables.length === 1 && ['int', 'string', 'uuid'].includes(variable!.converter.kind);
}
