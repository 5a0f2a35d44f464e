import type { Library } from './library.js';

export const library: Library = {
  module: 'dotenv',
  distributions: ['python-dotenv'],
  replacement: "Node's own reader of .env files",
  from: 'python/dotenv.js',
  names: {
    load_dotenv: 'loadDotenv(dotenv_path, stream, verbose, override) -> bool',
    dotenv_values: 'dotenvValues(dotenv_path) -> dict',
    find_dotenv: 'findDotenv() -> str',
  },
};
