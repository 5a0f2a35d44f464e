/** Hooks and error handlers that were translated from Python, for the app or for the plugin of a blueprint. */
import type { Hook, HookKind } from '../model/service.js';
import type { Imports } from './imports.js';
import { printObject, printString } from './print-literal.js';

const GROUPS: Readonly<Record<Exclude<HookKind, 'errorhandler'>, string>> = {
  before_request: 'before',
  after_request: 'after',
  teardown_request: 'teardown',
};

/** `root` leads to `src`. Undefined where there are none. */
export function printHooks(
  imports: Imports,
  root: string,
  hooks: readonly Hook[],
): string | undefined {
  const translated = hooks.filter(
    ({ handler, on, error }) =>
      handler.code?.function && (on !== 'errorhandler' || error !== undefined),
  );
  if (translated.length === 0) return undefined;
  const groups = new Map<string, string[]>();
  const add = (group: string, code: string): void => {
    groups.set(group, [...(groups.get(group) ?? []), code]);
  };
  for (const { on, error, handler } of translated) {
    const { file, name, function: method } = handler.code!;
    const target = imports.value(`${root}/${file}.js`, name);
    const takesNothing = method!.parameters.length === 0 && on !== 'before_request';
    const code = method!.isCallable
      ? `(...values) => ${target}(values)`
      : takesNothing
        ? `() => ${target}()`
        : target;
    if (on !== 'errorhandler') add(GROUPS[on], code);
    else add('errors', `[${printError(imports, root, error!)}, ${code}]`);
  }
  const register = imports.value(`${root}/flask/translated.js`, 'registerHooks');
  const members = [...groups].map(([group, codes]): [string, string] => [
    group,
    `[${codes.join(', ')}]`,
  ]);
  return `${register}(app, ${printObject(members)});`;
}

/** A status, or a class as `module#name` of the service. */
function printError(imports: Imports, root: string, error: number | string): string {
  if (typeof error === 'number') return String(error);
  const [module, name] = error.split('#') as [string, string | undefined];
  return name === undefined ? printString(error) : imports.value(`${root}/${module}`, name);
}
