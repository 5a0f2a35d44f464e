/** `with` of an object whose class only the running program knows. */
import { exitArguments } from './caught.js';
import { PyTypeError } from './exceptions.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Method = (...values: Value[]) => Value | Promise<Value>;

export async function enterAny(manager: Value): Promise<Value> {
  return await methodOf(manager, 'pyEnter').call(manager);
}

/** It is true where leaving has ended the exception. A class of the program's own is told of it in Python's three parts. */
export async function exitAny(manager: Value, failure?: Error): Promise<Value> {
  const leave = methodOf(manager, 'pyExit');
  const told = (leave.length > 1 ? exitArguments(failure) : [failure]) as Value[];
  return (await leave.call(manager, ...told)) ?? null;
}

function methodOf(manager: Value, name: 'pyEnter' | 'pyExit'): Method {
  const method = (manager as Partial<Record<typeof name, Method>> | null)?.[name];
  if (method) return method;
  throw new PyTypeError(
    `'${typeName(manager)}' object does not support the context manager protocol`,
  );
}
