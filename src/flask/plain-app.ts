/**
 * Whether nothing stands between a request and its view, or between the view's answer and the client, that a manifest
 * would leave out: hooks, error handlers, extensions, an encoder of the app's own. Where something does, no view is
 * folded, however simple it looks.
 */
import type { PythonModule } from '../python/parse-module.js';
import { isFalse } from '../python/evaluate/value.js';
import type { AppSurface } from './app-surface.js';

/** These run once, or behind the answer; what they commit is looked at elsewhere. */
const HARMLESS = new Set([
  'before_first_request',
  'teardown_request',
  'teardown_appcontext',
  'teardown_app_request',
  'shell_context_processor',
  'context_processor',
]);

export function isPlainApp(surface: AppSurface, modules: readonly PythonModule[]): boolean {
  const { hooks, errorHandlers, cors, extensions, settings } = surface;
  return (
    hooks.every(({ hook }) => HARMLESS.has(hook)) &&
    errorHandlers.length + cors.length + extensions.length === 0 &&
    settings.every(
      ({ key, value }) =>
        !CHANGING.test(key) || (key === 'JSONIFY_PRETTYPRINT_REGULAR' && isFalse(value)),
    ) &&
    !modules.some(({ source }) => OVERRIDES.test(source.text))
  );
}

/** `JSONIFY_PRETTYPRINT_REGULAR = False` is the default, `JSON_SORT_KEYS = False` is not. */
const CHANGING = /^JSON|^APPLICATION_ROOT$|^TRAP_/;

const OVERRIDES =
  /\burl_map\s*\.|\bwsgi_app\b|\bjson_encoder\b|\bjson_provider_class\b|\.json\.\w+\s*=|\bresponse_class\b|\bafter_this_request\b/;
