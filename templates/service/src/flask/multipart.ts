/** Forms with files (`multipart/form-data`). What cannot be read is an empty form, as it is for Werkzeug. */
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { MultipartForm, RawBody } from './body.js';

export const multipart = fp(
  async (app) => {
    app.addContentTypeParser(
      'multipart/form-data',
      { parseAs: 'buffer' },
      async (request: FastifyRequest, bytes: Buffer): Promise<RawBody> => {
        const contentType = request.headers['content-type']!;
        return {
          mediaType: 'multipart/form-data',
          bytes,
          form: await readForm(contentType, bytes),
        };
      },
    );
  },
  { name: 'multipart', dependencies: ['flask'] },
);

async function readForm(contentType: string, bytes: Buffer): Promise<MultipartForm> {
  const fields = new URLSearchParams();
  const files = new Map<string, File>();
  try {
    const response = new Response(bytes, { headers: { 'content-type': contentType } });
    for (const [name, value] of await response.formData()) {
      if (typeof value === 'string') fields.append(name, value);
      else if (!files.has(name)) files.set(name, value);
    }
  } catch {
    return { fields: new URLSearchParams(), files: new Map() };
  }
  return { fields, files };
}
