/** Which of a library's names make an app, a blueprint, an Api; by the paths they are imported under. */
import type { Value } from '../python/evaluate/value.js';

export const APP_TYPES = new Set([
  'flask.Flask',
  'flask.app.Flask',
  'flask_openapi3.OpenAPI',
  'apiflask.APIFlask',
  'flask_api.FlaskAPI',
  'connexion.FlaskApp',
]);
export const BLUEPRINT_TYPES = new Set([
  'flask.Blueprint',
  'flask.blueprints.Blueprint',
  'flask_smorest.Blueprint',
  'apiflask.APIBlueprint',
  'flask_openapi3.APIBlueprint',
]);
const API_LIBRARIES = ['flask_restful', 'flask_restx', 'flask_restplus'];
export const API_TYPES = new Set(
  API_LIBRARIES.flatMap((name) => [`${name}.Api`, `${name}.api.Api`]),
);
export const NAMESPACE_TYPES = new Set(API_LIBRARIES.map((name) => `${name}.Namespace`));
export const RESOURCE_TYPES = new Set([
  ...API_LIBRARIES.flatMap((name) => [`${name}.Resource`, `${name}.resource.Resource`]),
  'flask_rest_jsonapi.ResourceList',
]);
export const VIEW_TYPES = new Set(['flask.views.MethodView', 'flask.views.View']);

export function typeOf(value: Value): string | undefined {
  if (value.kind === 'object') return value.type;
  return value.kind === 'choice'
    ? value.options.map(typeOf).find((type) => type !== undefined)
    : undefined;
}

/** An app, a blueprint, an Api or a namespace: what routes are registered on. */
export function isRegistrar(value: Value): boolean {
  const type = typeOf(value);
  return type !== undefined && (APP_TYPES.has(type) || BLUEPRINT_TYPES.has(type) || isApi(value));
}

export function isApi(value: Value): boolean {
  const type = typeOf(value);
  return type !== undefined && (API_TYPES.has(type) || NAMESPACE_TYPES.has(type));
}
