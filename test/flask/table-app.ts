/**
 * A Fastify app with the rules of a table, as a generated service has them: as paths of Fastify's own where
 * those are known to match alike, else by the service's exact routing. Its handlers say what they were given.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import { converterLimits, fastifyPath, parameterName } from '../../src/emit/fastify-path.js';
import { ruleVariables } from '../../src/model/rule.js';
import { parseRule } from '../../src/werkzeug/parse-rule.js';
import { rulesBeyondFastify } from '../../src/werkzeug/routes-natively.js';
import {
  exactRouting,
  rule as exactRule,
} from '../../templates/service/src/flask/exact-routing.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { float, floatRepr, int } from '../../templates/service/src/flask/python.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';

export interface TableRule {
  readonly rule: string;
  readonly methods: readonly string[];
  readonly strictSlashes?: boolean;
}

export function isNative(rules: readonly TableRule[]): boolean {
  return rulesBeyondFastify(rules.map(readRule)).size === 0;
}

function readRule({ rule: text, methods, strictSlashes = true }: TableRule) {
  const { rule, problems } = parseRule(text);
  if (problems.length > 0) throw new Error(`${text}: ${problems[0]!.message}`);
  return { rule, methods, strictSlashes };
}

export async function tableApp(
  tableRules: readonly TableRule[],
  { isExact: areExact = false } = {},
): Promise<FastifyInstance> {
  const rules = tableRules.map(readRule);
  const exact = areExact ? new Set(rules) : rulesBeyondFastify(rules);
  const routing = exact.size > 0 ? exactRouting() : fastifyRouting();
  const app = Fastify({
    routerOptions: { maxParamLength: 16_384 },
    rewriteUrl: routing.rewriteUrl,
  });
  await app.register(flask, { routing, notJsonStatus: 400 });
  for (const [index, tableRule] of rules.entries()) {
    const { rule, strictSlashes } = tableRule;
    const isExact = exact.has(tableRule);
    const variables = ruleVariables(rule);
    const key = (name: string, converter: (typeof variables)[number]['converter']) =>
      isExact ? name : parameterName(name, converter);
    const properties = variables.map(({ name, converter }) => [
      key(name, converter),
      converterLimits(converter),
    ]);
    app.route({
      method: [...tableRule.methods],
      url: isExact ? exactRule(rule.text, { strictSlashes }) : fastifyPath(rule),
      schema: { params: { type: 'object', properties: Object.fromEntries(properties) } },
      handler: (request) => {
        const params = request.params as Readonly<Record<string, string>>;
        const values = variables.map(({ name, converter }) => {
          const value = params[key(name, converter)]!;
          if (converter.kind === 'int') return [name, ['int', String(int(value))]];
          if (converter.kind === 'float') return [name, ['float', floatRepr(float(value))]];
          return [name, converter.kind === 'uuid' ? value.toLowerCase() : value];
        });
        return Promise.resolve({ rule: index, values: Object.fromEntries(values) });
      },
    });
  }
  return app;
}
