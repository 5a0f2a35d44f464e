import { expect, test } from 'vitest';
import { planApp } from '../../src/emit/plan-app.js';
import type { Service } from '../../src/model/service.js';

/** What `planApp` reads of a service. */
function service(code: string): Service {
  const routes = [
    {
      endpoint: 'show',
      rule: { text: '/films/<id>', segments: [] },
      methods: ['GET'],
      inputs: [],
      handler: { kind: 'stub' },
    },
  ];
  return {
    blueprints: [{ path: ['films'], routes }],
    hooks: [],
    errorHandlers: [],
    source: { flask: '2.2.2', werkzeug: '2.2.2' },
    program: { files: new Map([['src/modules/app.ts', code]]), packages: {}, setUp: [] },
  } as unknown as Service;
}

test('an app whose code makes URLs is told the rules of its endpoints', () => {
  const { imports, statements } = planApp(service("import { urlFor } from '../flask/urls.js';"));
  expect(imports).toContain('useEndpoints');
  expect(statements.join('\n')).toMatch(/useEndpoints\(app, .*films\.show.*\/films\/<id>/su);
});

test('another app is not', () => {
  expect(planApp(service('')).imports).not.toContain('useEndpoints');
});
