/** What the plugin of a blueprint adds of its own, found from a request: the blueprint's, then those around it. */
import type { FastifyInstance } from 'fastify';

/** The plugin's own, which begins with what `create` gives. */
export function ownOf<Value>(app: FastifyInstance, key: symbol, create: () => Value): Value {
  const holder = app as unknown as Record<symbol, Value>;
  if (!Object.hasOwn(app, key)) holder[key] = create();
  return holder[key]!;
}

/** Fastify makes each plugin's instance from the one around it. */
export function* insideOut<Value>(app: FastifyInstance, key: symbol): Generator<Value> {
  for (
    let instance: object | null = app;
    instance;
    instance = Object.getPrototypeOf(instance) as object | null
  ) {
    if (Object.hasOwn(instance, key)) yield (instance as Record<symbol, Value>)[key]!;
  }
}
