/** `werkzeug.utils.secure_filename`: a name that is safe to store a file under. Source: werkzeug/utils.py, 2.2. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';

export function secureFilename(filename: Value): string {
  return str(filename)
    .normalize('NFKD')
    .replaceAll(/[^\0-\x7f]/g, '')
    .replaceAll('/', ' ')
    .split(/\s+/)
    .filter(Boolean)
    .join('_')
    .replaceAll(/[^A-Za-z0-9_.-]/g, '')
    .replaceAll(/^[._]+|[._]+$/g, '');
}
