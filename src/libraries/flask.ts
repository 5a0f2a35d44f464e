import type { Library } from './library.js';

export const library: Library = {
  module: 'flask',
  distributions: ['flask'],
  replacement: 'Fastify, with src/flask in the service for what only Flask does',
};
