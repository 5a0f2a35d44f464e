/** Where the app's static files lie, and under which URL Flask serves them. Source: flask/scaffold.py, 2.2. */
import { posix } from 'node:path';
import { argument, textOf } from '../python/evaluate/value.js';
import type { AppSurface } from './app-surface.js';

export interface StaticSettings {
  /** In front of the names, without a slash at its end: `/static`, or nothing. */
  readonly url: string;
  /** From the root of the program. */
  readonly folder: string;
}

/** Undefined for an app that serves none, or whose folder only the running program knows. */
export function staticSettings({ apps }: AppSurface): StaticSettings | undefined {
  const [app] = apps;
  if (!app) return undefined;
  const given = argument(app.arguments, 'static_folder', 2);
  const name = given ? textOf(given) : 'static';
  if (name === undefined || posix.isAbsolute(name)) return undefined;
  const path = argument(app.arguments, 'static_url_path', 1);
  const url = path ? textOf(path) : `/${posix.basename(name)}`;
  const folder = posix.normalize(posix.join(posix.dirname(app.site.module.source.name), name));
  if (url === undefined || folder === '..' || folder.startsWith('../')) return undefined;
  return { url: url.replace(/\/+$/, ''), folder };
}
