/**
 * The checks that need more than one route: endpoints and query names that are used twice, routes that
 * hide one another, inputs that nothing uses.
 */
import { queryReferences } from '../model/query-references.js';
import type { Converter, Rule } from '../model/rule.js';
import type { Answer, Blueprint, ParsedQuery, Route, Service, Shape } from '../model/service.js';
import { assertNever } from '../util/assert-never.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';

export function checkRoutes(problems: Problems, service: Service<ParsedQuery>): void {
  const routes = service.blueprints.flatMap((blueprint) =>
    blueprint.routes.map((route, index) => ({ route, path: routePath(blueprint, index) })),
  );
  for (const blueprint of service.blueprints) checkNames(problems, blueprint);
  checkClashes(problems, routes);
  for (const { route, path } of routes) checkUnusedInputs(problems, route, path);
}

interface Placed {
  readonly route: Route<ParsedQuery>;
  readonly path: ManifestPath;
}

function routePath(blueprint: Blueprint<ParsedQuery>, index: number): ManifestPath {
  return [...blueprint.path.flatMap((name) => ['blueprints', name]), 'routes', index];
}

function checkNames(problems: Problems, blueprint: Blueprint<ParsedQuery>): void {
  const { manifest } = problems;
  const endpoints = new Map<string, ManifestPath>();
  const queries = new Map<string, ManifestPath>();
  for (const [index, route] of blueprint.routes.entries()) {
    const path = routePath(blueprint, index);
    const endpointPath = [...path, 'endpoint'];
    const earlier = endpoints.get(route.endpoint);
    if (earlier) {
      problems.atValue(endpointPath, {
        code: 'route-duplicate-endpoint',
        message: `the endpoint "${route.endpoint}" is defined twice`,
        also: { span: manifest.valueAt(earlier), text: 'first here' },
        notes: ['Flask refuses this too: an endpoint is one view'],
      });
    }
    endpoints.set(route.endpoint, earlier ?? endpointPath);

    if (route.handler.kind !== 'declarative') continue;
    for (const { name } of route.handler.queries) {
      const queryPath = [...path, 'queries', name];
      const first = queries.get(name);
      if (first) {
        problems.atKey(queryPath, {
          code: 'query-duplicate-name',
          message: `the query "${name}" is defined twice in this blueprint`,
          also: { span: manifest.keyAt(first), text: 'first here' },
          help: ['each query becomes a function of that name: rename one'],
        });
      }
      queries.set(name, first ?? queryPath);
    }
  }
}

function checkClashes(problems: Problems, routes: readonly Placed[]): void {
  const taken = new Map<string, Placed>();
  for (const { route, path } of routes) {
    const clashing = new Set<Placed>();
    for (const method of route.methods) {
      for (const key of matchKeys(route)) {
        const earlier = taken.get(`${method} ${key}`);
        if (earlier) clashing.add(earlier);
        else taken.set(`${method} ${key}`, { route, path });
      }
    }
    for (const earlier of clashing) {
      if (earlier.path === path) continue;
      problems.atValue([...path, 'rule'], {
        code: 'route-conflict',
        message: `"${route.rule.text}" is never reached: "${earlier.route.rule.text}" takes its requests`,
        also: {
          span: problems.manifest.valueAt([...earlier.path, 'rule']),
          text: 'this one comes first',
        },
      });
    }
  }
}

/** Equal for two rules that match the same paths by the same converters, whatever their variables' names. */
function matchKeys({ rule, strictSlashes }: Route<ParsedQuery>): string[] {
  const key = ruleKey(rule);
  return strictSlashes ? [key] : [key.replace(/\/$/, ''), `${key.replace(/\/$/, '')}/`];
}

function ruleKey(rule: Rule): string {
  const segments = rule.segments.map((segment) =>
    segment
      .map((part) => (part.kind === 'text' ? part.text : converterKey(part.converter)))
      .join(''),
  );
  return `/${segments.join('/')}${rule.isBranch && segments.length > 0 ? '/' : ''}`;
}

function converterKey(converter: Converter): string {
  return `<${JSON.stringify(converter)}>`;
}

function checkUnusedInputs(
  problems: Problems,
  route: Route<ParsedQuery>,
  path: ManifestPath,
): void {
  if (route.handler.kind !== 'declarative') return;
  // What a statement that could not be read uses, nobody knows.
  if (problems.hasErrorIn(problems.manifest.valueAt([...path, 'queries']))) return;
  const used = new Set<string>();
  for (const query of route.handler.queries) {
    for (const parameter of queryReferences(query))
      if (parameter.kind === 'input') used.add(parameter.input);
    if (query.whenEmpty) collectInputs(query.whenEmpty, used);
  }
  collectInputs(route.handler.answer, used);
  for (const { answer } of route.handler.catches) collectInputs(answer, used);
  for (const input of route.inputs) {
    // A variable of the rule may well be unused, and a name that is wrong was reported as such.
    const isLeftAlone = input.from === 'path' || !/^[A-Za-z]\w*$/.test(input.name);
    if (used.has(input.name) || isLeftAlone) continue;
    problems.atKey([...path, 'inputs', input.name], {
      code: 'input-unused',
      severity: 'warning',
      message: `nothing uses the input "${input.name}"`,
      help: ['remove it, or use it in a query or in the answer'],
    });
  }
}

function collectInputs(answer: Answer, used: Set<string>): void {
  if (answer.kind === 'json') collectFromShape(answer.shape, used);
}

function collectFromShape(shape: Shape, used: Set<string>): void {
  switch (shape.kind) {
    case 'input':
      used.add(shape.input);
      return;
    case 'object':
      for (const entry of shape.entries) collectFromShape(entry.shape, used);
      return;
    case 'list':
      for (const item of shape.items) collectFromShape(item, used);
      return;
    case 'each':
      collectFromShape(shape.item, used);
      return;
    case 'constant':
    case 'result':
    case 'column':
    case 'row':
    case 'row-column':
    case 'length':
    case 'error':
      return;
    default:
      assertNever(shape);
  }
}
