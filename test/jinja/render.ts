/** The same templates with the same values, rendered by Flask's Jinja and by the service's. */
import { Environment } from '../../templates/service/src/jinja/environment.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { repr } from '../../templates/service/src/python/text.js';
import type { Value } from '../../templates/service/src/python/value.js';
import type { Case } from '../python-runtime/oracle.js';

/** One template, or several by name, of which `main.html` is rendered. */
export type Templates = string | Readonly<Record<string, string>>;

export function renderCase(
  templates: Templates,
  context: Readonly<Record<string, Value>> = {},
  options: { readonly trimBlocks?: boolean; readonly stripsBlocks?: boolean } = {},
): Case {
  const files: Readonly<Record<string, string>> =
    typeof templates === 'string' ? { 'main.html': templates } : templates;
  const main = Object.keys(files)[0]!;
  const python = [
    'import datetime, decimal, flask, jinja2',
    'from decimal import Decimal',
    'from markupsafe import Markup',
    "app = flask.Flask('app')",
    `app.jinja_env.trim_blocks = ${repr(options.trimBlocks ?? false)}`,
    `app.jinja_env.lstrip_blocks = ${repr(options.stripsBlocks ?? false)}`,
    `app.jinja_loader = jinja2.DictLoader(${repr(dict({ ...files }))})`,
    `with app.test_request_context():`,
    `    result = flask.render_template(${repr(main)}, **${repr(dict({ ...context }))})`,
  ].join('\n');
  return [
    python,
    () => {
      const environment = new Environment({
        reading: options,
        load: (name) => files[name],
        escapes: (name) => /\.(?:html|htm|xml|xhtml)$/.test(name),
      });
      return environment.render(environment.select(main)!, new Map(Object.entries(context)));
    },
  ];
}
