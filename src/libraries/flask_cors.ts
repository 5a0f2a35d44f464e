import type { Library } from './library.js';

export const library: Library = {
  module: 'flask_cors',
  distributions: ['flask-cors'],
  replacement: "the service's own hooks, with flask-cors's names and defaults",
};
