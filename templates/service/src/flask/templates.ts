/**
 * `render_template`: the templates lie in `templates/`, as they lay in the Flask app, and mean what they mean in Jinja.
 * Each is read once. Source: flask/templating.py and flask/app.py, 2.2.
 */
import { readFileSync } from 'node:fs';
import { Environment } from '../jinja/environment.js';
import { TemplateNotFound } from '../jinja/errors.js';
import { bind, call, TemplateFunction } from '../jinja/template-function.js';
import { Dict } from '../python/dict.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { extensionContext, type ContextProcessor } from './extension-context.js';
import { hasRequestContext } from './context.js';
import { getFlashedMessages } from './flashes.js';
import { currentApp } from './flask-app.js';
import { g, session } from './globals.js';
import { request } from './request-proxy.js';
import { urlFor } from './urls.js';
import { behaviour } from './versions.js';

/** Beside `src`, and beside what it is built to. */
const FOLDER = new URL('../../templates/', import.meta.url);

const reading: { trimBlocks?: boolean; stripsBlocks?: boolean } = {};
let made: Environment | undefined;

function environment(): Environment {
  made ??= new Environment({ reading, load, escapes, globals: FUNCTIONS });
  for (const [name, value] of standardNames()) made.globals.set(name, value);
  return made;
}

/** What the app sets on `app.jinja_env`. */
export function useJinjaOptions(given: typeof reading): void {
  Object.assign(reading, given);
}

const FUNCTIONS: ReadonlyMap<string, Value> = new Map<string, Value>([
  [
    'url_for',
    new TemplateFunction('url_for', ([endpoint], named) => urlFor(endpoint!, new Dict(named))),
  ],
  [
    'get_flashed_messages',
    new TemplateFunction('get_flashed_messages', (positional, named) => {
      const names = ['with_categories', 'category_filter'];
      return getFlashedMessages(...bind('get_flashed_messages', names, positional, named));
    }),
  ],
]);

function standardNames(): [string, Value][] {
  const names: [string, Value][] = [
    ['config', currentApp().config],
    ['g', g],
  ];
  if (hasRequestContext()) names.push(['request', request], ['session', session]);
  return names;
}

/** A name is a path below the folder: one that leaves it names no template. */
function load(name: string): string | undefined {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || parts.length === 0) return undefined;
  if (parts.some((part) => part.includes('\\') || part.includes('\0'))) return undefined;
  try {
    return readFileSync(new URL(parts.map(encodeURIComponent).join('/'), FOLDER), 'utf8');
  } catch (error) {
    const { code } = error as { readonly code?: string };
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function escapes(name: string): boolean {
  return (
    /\.(?:html|htm|xml|xhtml)$/.test(name) || (behaviour().escapesSvg && name.endsWith('.svg'))
  );
}

const processors: { readonly run: ContextProcessor; readonly blueprint: string | undefined }[] = [];

/** `@app.context_processor`; with a blueprint for its views only. */
export function useContextProcessor(run: ContextProcessor, blueprint?: string): void {
  processors.push({ run, blueprint });
}

/** `@app.template_filter('name')`. */
export function useTemplateFilter(name: string, run: (...values: never[]) => Value): void {
  environment().addFilter(name, run as (...values: Value[]) => Value);
}

export function useTemplateTest(name: string, run: (...values: never[]) => Value): void {
  environment().addTest(name, run as (...values: Value[]) => Value);
}

export function useTemplateGlobal(name: string, run: (...values: never[]) => Value): void {
  environment().globals.set(
    name,
    new TemplateFunction(name, (positional, named, frame) =>
      call(run as Value, positional, named, frame),
    ),
  );
}

/** The app's before those of the blueprint. */
function processorsOfRequest(): ContextProcessor[] {
  const blueprint = hasRequestContext() ? request.blueprint : null;
  const own = [
    ...processors.filter((one) => one.blueprint === undefined),
    ...processors.filter((one) => one.blueprint !== undefined && one.blueprint === blueprint),
  ].map(({ run }) => run);
  return [...extensionContext, ...own];
}

/** @throws TemplateNotFound */
export function renderTemplate(name: Value, context?: Dict): string {
  return render(name, context, processorsOfRequest().map(answerOf));
}

/** For an app with context processors that wait. */
export async function renderTemplateWaiting(name: Value, context?: Dict): Promise<string> {
  return render(name, context, await answers());
}

export function renderTemplateString(source: Value, context?: Dict): string {
  const given = namesOf(context, processorsOfRequest().map(answerOf));
  return environment().render(environment().fromText(str(source)), given);
}

export async function renderTemplateStringWaiting(source: Value, context?: Dict): Promise<string> {
  const given = namesOf(context, await answers());
  return environment().render(environment().fromText(str(source)), given);
}

function render(name: Value, context: Dict | undefined, given: readonly Value[]): string {
  const template = environment().select(name);
  if (!template)
    throw new TemplateNotFound(Array.isArray(name) ? str(name[0] as Value) : str(name));
  return environment().render(template, namesOf(context, given));
}

function answerOf(run: ContextProcessor): Value {
  return (run() ?? null) as Value;
}

async function answers(): Promise<Value[]> {
  const found: Value[] = [];
  // oxlint-disable-next-line no-await-in-loop -- one may need what another has set
  for (const run of processorsOfRequest()) found.push((await run()) ?? null);
  return found;
}

/** What the view gives goes before what the processors give. */
function namesOf(context: Dict | undefined, given: readonly Value[]): Map<string, Value> {
  const names = new Map(standardNames());
  for (const values of [...given, context]) {
    if (!(values instanceof Dict)) continue;
    for (const [name, value] of values.entries()) names.set(str(name), value);
  }
  return names;
}
