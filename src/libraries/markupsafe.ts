import type { Library } from './library.js';

export const library: Library = {
  module: 'markupsafe',
  distributions: ['MarkupSafe'],
  replacement: 'src/flask/markup.ts in the service',
  reexports: {
    Markup: 'flask.Markup',
    escape: 'flask.escape',
  },
};
