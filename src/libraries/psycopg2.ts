import type { Library } from './library.js';

export const library: Library = {
  module: 'psycopg2',
  distributions: ['psycopg2', 'psycopg2-binary'],
  replacement: 'pg, with typed query functions',
};
