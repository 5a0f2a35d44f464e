/**
 * Holds a manifest against its JSON Schema and says each mistake in a person's words: unknown keys with
 * what was probably meant, wrong types, missing keys, values that are not among the allowed ones.
 */
import { Ajv, type ErrorObject } from 'ajv';
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import { closestWord } from '../util/closest-word.js';
import { MANIFEST_SCHEMA } from './manifest-schema.js';
import type { ManifestPath, ManifestText } from './parse-manifest.js';

export function checkStructure(manifest: ManifestText): Diagnostic[] {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
  const validate = ajv.compile(MANIFEST_SCHEMA);
  validate(manifest.value);
  return (validate.errors ?? []).flatMap((error) => explain(error, manifest) ?? []);
}

function explain(error: ErrorObject, manifest: ManifestText): Diagnostic | undefined {
  const path = toPath(error.instancePath, manifest.value);
  const parameters = error.params as Record<string, unknown>;
  const at = (span: { start: number; end: number }, text: string) => [
    { source: manifest.source, ...span, text },
  ];
  const here = pathName(path);

  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(parameters['additionalProperty']);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      const closest = closestWord(key, known);
      return diagnostic({
        code: 'manifest-unknown-key',
        message: `${here} has no key "${key}"`,
        labels: at(manifest.keyAt([...path, key]), 'unknown key'),
        help: [
          closest ? `did you mean "${closest}"?` : `its keys are ${known.toSorted().join(', ')}`,
        ],
      });
    }
    case 'required':
      return diagnostic({
        code: 'manifest-missing-key',
        message: `${here} needs the key "${String(parameters['missingProperty'])}"`,
        labels: at(path.length === 0 ? { start: 0, end: 1 } : manifest.keyAt(path), ''),
      });
    case 'type': {
      const wanted = [parameters['type']].flat().map((type) => TYPE_NAMES[String(type)]);
      return diagnostic({
        code: 'manifest-wrong-type',
        message: `${here} is ${typeName(error.data)}, and should be ${wanted.join(' or ')}`,
        labels: at(manifest.valueAt(path), ''),
      });
    }
    case 'enum': {
      const allowed = parameters['allowedValues'] as string[];
      const closest = closestWord(String(error.data), allowed);
      return diagnostic({
        code: 'manifest-bad-value',
        message: `${here} cannot be ${JSON.stringify(error.data)}`,
        labels: at(manifest.valueAt(path), ''),
        help: [closest ? `did you mean "${closest}"?` : `it is one of ${allowed.join(', ')}`],
      });
    }
    case 'const':
      return diagnostic({
        code: 'manifest-version',
        message: `version ${JSON.stringify(error.data)} is not known`,
        labels: at(manifest.valueAt(path), ''),
        help: [
          `this version of port reads manifests of version ${String(parameters['allowedValue'])}`,
        ],
      });
    case 'propertyNames':
      return diagnostic({
        code: 'manifest-bad-value',
        message: `${here} are named by a status from 400 to 599, not "${String(parameters['propertyName'])}"`,
        labels: at(manifest.keyAt([...path, String(parameters['propertyName'])]), ''),
      });
    // The pattern of a property's name is reported by `propertyNames` as well.
    case 'pattern':
      if (error.propertyName !== undefined) return undefined;
      break;
  }
  return diagnostic({
    code: 'manifest-bad-value',
    message: `${here} ${error.message ?? 'is not valid'}`.replace('NOT ', 'not '),
    labels: at(manifest.valueAt(path), ''),
  });
}

/** Reads a JSON pointer, numbers only where the manifest has a list. */
function toPath(pointer: string, value: unknown): ManifestPath {
  const path: (string | number)[] = [];
  let current = value;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(current) ? Number(key) : key);
    current = (current as Record<string, unknown> | undefined)?.[key];
  }
  return path;
}

/** `routes[2].inputs.year`, or what stands for the top. */
function pathName(path: ManifestPath): string {
  if (path.length === 0) return 'the manifest';
  let name = '';
  for (const part of path) {
    name += typeof part === 'number' ? `[${part}]` : `${name === '' ? '' : '.'}${part}`;
  }
  return name;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map',
  array: 'a list',
  null: 'nothing',
};

function typeName(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a whole number' : 'a number';
  return TYPE_NAMES[typeof value] ?? typeof value;
}
