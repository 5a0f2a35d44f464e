/** The tests of the generated service: each route with an example answers it as the manifest says. */
import type { Blueprint, Route } from '../model/service.js';
import type { Json } from '../model/json.js';
import { exampleRequest } from '../model/example-request.js';
import { printJson, printString } from './print-literal.js';

export interface TestView {
  readonly service: string;
  readonly title: string;
  readonly routes: readonly TestRoute[];
}

interface TestRoute {
  readonly title: string;
  readonly request: string;
  readonly status: number;
  readonly contentType: string;
}

/** Undefined when no route of the blueprint has an example. */
export function planTests(blueprint: Blueprint): TestView | undefined {
  const routes = blueprint.routes.flatMap((route) => planTest(route) ?? []);
  if (routes.length === 0) return undefined;
  return {
    service: `${Array.from({ length: Math.max(1, blueprint.path.length) }, () => '..').join('/')}/service.js`,
    title: printString(blueprint.path.join('.') || 'app'),
    routes,
  };
}

function planTest(route: Route): TestRoute | undefined {
  const { handler } = route;
  if (handler.kind !== 'declarative' || handler.answer.kind === 'abort') return undefined;
  const request = exampleRequest(route);
  if (!request) return undefined;
  const { status, kind } = handler.answer;
  // `inject` sends an object as JSON and says so itself.
  const isJson = request.headers['content-type'] === 'application/json';
  const headers = Object.entries(request.headers).filter(
    ([name]) => !isJson || name !== 'content-type',
  );
  return {
    title: printString(`${route.endpoint}: ${request.method} ${request.path}`),
    request: printJson({
      method: request.method,
      url: request.path,
      ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
      ...(request.body === undefined
        ? {}
        : { payload: isJson ? (JSON.parse(request.body) as Json) : request.body }),
    }),
    status,
    contentType: printString(kind === 'json' ? 'application/json' : 'text/html; charset=utf-8'),
  };
}
