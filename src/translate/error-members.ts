/** Members that exceptions have of JavaScript's Error, under names that apps use for attributes of their own. */
import type { ClassEntity } from './entities.js';

/** Bases that say what a class is for, and give it nothing that a port needs. */
export const EMPTY_BASES = new Set([
  'builtins.object',
  'abc.ABC',
  'flask.views.MethodView',
  'flask.views.View',
  'flask_restful.Resource',
  'flask_restx.Resource',
  'flask_restplus.Resource',
  'typing.Generic',
  'typing.Protocol',
]);

/** Bases of libraries that are no exceptions. */
const MIXINS = /^(?:flask_login\.|collections\.NamedTuple$)/;

/** What every Error of JavaScript and every exception of Python's has. */
const ERROR_MEMBERS = new Set(['name', 'message', 'stack', 'cause', 'args', 'pyStr', 'pyRepr']);

export function isErrorMember(entity: ClassEntity, member: string): boolean {
  const base = entity.libraryAncestor();
  return (
    base !== undefined && !EMPTY_BASES.has(base) && !MIXINS.test(base) && ERROR_MEMBERS.has(member)
  );
}

/** What TypeScript knows as a string, whatever the app puts there. */
export function isErrorText(entity: ClassEntity, member: string): boolean {
  return ERROR_TEXTS.has(member) && isErrorMember(entity, member);
}

const ERROR_TEXTS = new Set(['name', 'message', 'stack']);
