/** What the generated README tells about this service in particular. */
import type { Route, Service } from '../model/service.js';
import type { BlueprintNames } from './name-blueprint.js';
import type { Blueprint } from '../model/service.js';

export interface ReadmeView {
  readonly name: string;
  readonly description: string;
  readonly flask: string;
  readonly healthPath: string | undefined;
  readonly routes: readonly { rule: string; methods: string; endpoint: string; file: string }[];
  readonly stubs: readonly { file: string; reason: string }[];
  /** Routes whose inputs are checked more strictly than by Flask. */
  readonly strict: readonly string[];
  readonly transactions: readonly { endpoint: string; text: string }[];
}

export function planReadme(
  service: Service,
  names: ReadonlyMap<Blueprint, BlueprintNames>,
): ReadmeView {
  const routes = service.blueprints.flatMap((blueprint) =>
    blueprint.routes.map((route) => ({
      route,
      endpoint: [...blueprint.path, route.endpoint].join('.'),
      names: names.get(blueprint)!,
    })),
  );
  return {
    name: service.name,
    description: oneLine(service.description),
    flask: service.source.flask,
    healthPath: service.healthPath,
    routes: routes.map(({ route, endpoint, names: { folder } }) => ({
      rule: oneLine(route.rule.text).replaceAll('|', String.raw`\|`),
      methods: route.methods.join(', '),
      endpoint,
      file: `\`src/${folder}/\``,
    })),
    stubs: routes.flatMap(({ route, names: { folder, routes: routeNames } }) =>
      route.handler.kind === 'translated' && route.handler.code?.status === 'stub'
        ? [
            {
              file: `src/${route.handler.code.file}.ts`,
              reason: oneLine(`${route.handler.view} holds Python that is not translated`),
            },
          ]
        : route.handler.kind === 'stub'
          ? [
              {
                file: `src/${folder}/${routeNames.get(route)!.file}.ts`,
                reason: oneLine(route.handler.reason),
              },
            ]
          : [],
    ),
    strict: routes.flatMap(({ route, endpoint }) =>
      route.validation === 'strict' && route.inputs.length > 0 ? [endpoint] : [],
    ),
    transactions: routes.flatMap(({ route, endpoint }) => {
      const text = transactionText(route);
      return text === undefined ? [] : [{ endpoint, text }];
    }),
  };
}

function transactionText({ handler }: Route): string | undefined {
  if (handler.kind !== 'declarative' || handler.queries.every(({ verb }) => verb === 'read'))
    return undefined;
  const { end, commits, isolation } = handler.transaction;
  const level = isolation === undefined ? '' : ` (${isolation})`;
  switch (end) {
    case 'commit': {
      const text = handler.queries.length > 1 ? 'one transaction, committed' : 'committed';
      const change =
        commits === 'never' ? '; the Flask view never commits, and loses its rows' : '';
      return `${text}${level}${change}`;
    }
    case 'rollback':
      return `rolled back${level}: the Flask view never commits`;
    case 'single':
      return 'each statement commits on its own';
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
