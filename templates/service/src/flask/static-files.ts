/**
 * The files of `static/`, as Flask's own route for them serves them: with an ETag, so that what a browser has is not sent
 * again, and in parts where it asks for one. Source: flask/scaffold.py, werkzeug/utils.py and wrappers/response.py, 2.2.
 */
import { fileURLToPath } from 'node:url';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { sendFromDirectory } from './send-file.js';
import { translatedView } from './translated.js';

/** Beside `src`, and beside what it is built to. */
const FOLDER = fileURLToPath(new URL('../../static/', import.meta.url));

export interface StaticOptions {
  /** In front of the names: `/static`, or nothing. */
  readonly url: string;
}

/** To be registered behind `translated`: hooks and error handlers of the app are for these files, too. */
export const staticFiles = fp<StaticOptions>(async (app, { url }) => {
  const view = translatedView(({ filename }) => sendFromDirectory(FOLDER, filename!), {
    endpoint: 'static',
    rule: `${url}/<path:filename>`,
  });
  app.get(`${url}/*`, { onRequest: nameParameter }, view);
});

async function nameParameter(request: FastifyRequest): Promise<void> {
  const { '*': filename } = request.params as { readonly '*': string };
  request.params = { filename };
}
