/**
 * Reads the inputs of a route, its rule's variables among them, and fills in what Flask does where
 * the manifest says nothing: which status a missing or malformed value has depends on where it stands.
 */
import type { Input, InputType, Method, WhenInvalid, WhenMissing } from '../model/service.js';
import { ruleVariables, type Converter, type Rule } from '../model/rule.js';
import type { InputDocument, RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';

export function readInputs(
  problems: Problems,
  document: RouteDocument,
  path: ManifestPath,
  rule: Rule,
): Input[] {
  const variables = ruleVariables(rule);
  const declared = Object.entries(document.inputs ?? {});
  const inputs: Input[] = variables
    .filter(({ name }) => !declared.some(([key]) => key === name))
    .map(({ name, converter }) => pathInput(name, name, CONVERTER_TYPES[converter.kind]));

  for (const [name, input] of declared) {
    const inputPath = [...path, 'inputs', name];
    checkName(problems, name, inputPath);
    if (input.from === 'path') {
      const variable = variables.find((candidate) => candidate.name === (input.name ?? name));
      if (!variable) {
        problems.atKey(inputPath, {
          code: 'input-not-in-rule',
          message: `the rule "${rule.text}" has no variable "${input.name ?? name}"`,
          help:
            variables.length > 0
              ? [`its variables are ${variables.map((candidate) => candidate.name).join(', ')}`]
              : [`write it into the rule: ${rule.text}${rule.isBranch ? '' : '/'}<${name}>`],
        });
      }
      const converter = variable?.converter.kind ?? 'string';
      inputs.push(pathInput(name, input.name ?? name, CONVERTER_TYPES[converter]));
    } else {
      inputs.push(otherInput(name, input));
    }
  }
  checkBody(problems, inputs, document.methods ?? ['GET'], path);
  return inputs;
}

const CONVERTER_TYPES: Readonly<Record<Converter['kind'], InputType>> = {
  string: 'str',
  any: 'str',
  path: 'str',
  uuid: 'str',
  int: 'int',
  float: 'float',
};

function pathInput(name: string, wireName: string, type: InputType): Input {
  return {
    name,
    from: 'path',
    wireName,
    type,
    whenMissing: { kind: 'abort', status: 404 },
    whenInvalid: { kind: 'abort', status: 404 },
  };
}

function otherInput(name: string, document: InputDocument): Input {
  const isText = document.from !== 'json';
  // A missing key of `args`, `form` or `headers` is a BadRequest; of a dict it is a KeyError.
  const whenMissing: WhenMissing =
    document.default !== undefined
      ? { kind: 'default', value: document.default }
      : { kind: 'abort', status: document.missing ?? (isText ? 400 : 500) };
  const type = document.type ?? (isText ? 'str' : 'any');
  return {
    name,
    from: document.from,
    wireName: document.name ?? name,
    type,
    whenMissing,
    whenInvalid: readInvalid(document.invalid, isText && whenMissing.kind === 'default'),
  };
}

function readInvalid(invalid: InputDocument['invalid'], takesDefault: boolean): WhenInvalid {
  if (invalid === 'default' || (invalid === undefined && takesDefault)) return { kind: 'default' };
  return { kind: 'abort', status: invalid ?? 500 };
}

/** Input names become parts of identifiers and SQL parameters. */
function checkName(problems: Problems, name: string, path: ManifestPath): void {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return;
  problems.atKey(path, {
    code: 'name-invalid',
    message: `"${name}" cannot be the name of an input`,
    notes: ['a name is made of letters, digits and underscores, and begins with a letter'],
    help: ['what the request calls it goes into the key "name", which may be any text'],
  });
}

function checkBody(
  problems: Problems,
  inputs: readonly Input[],
  methods: readonly Method[],
  path: ManifestPath,
): void {
  const places = new Set(inputs.map(({ from }) => from));
  if (places.has('json') && places.has('form')) {
    problems.atKey([...path, 'inputs'], {
      code: 'input-body-conflict',
      message: 'a request body is either JSON or a form, and these inputs want both',
    });
  }
  const hasBody = places.has('json') || places.has('form');
  if (hasBody && methods.includes('GET')) {
    problems.atKey([...path, 'inputs'], {
      code: 'input-body-conflict',
      message: 'a GET request has no body to read inputs from',
      help: ['use "from: query", or another method'],
    });
  }
}
