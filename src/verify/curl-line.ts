/** A request as a line for a shell. `$URL` is where the service listens. */
import type { PlannedRequest } from '../model/exchange.js';

type Sendable = Pick<PlannedRequest, 'method' | 'path' | 'headers' | 'body'>;

export function curlLine({ method, path, headers, body }: Sendable): string {
  const words = ['curl', '-i', '--path-as-is'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== 'GET' || body !== undefined) words.push('-X', method);
  for (const [name, value] of Object.entries(headers))
    words.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  // curl would say that it is a form.
  if (body !== undefined && !('content-type' in headers)) words.push('-H', quote('content-type:'));
  if (body !== undefined) words.push('--data-binary', quote(body));
  words.push(`"$URL"${quote(path)}`);
  return words.join(' ');
}

/** Within single quotes a shell reads nothing; what cannot be seen is written as bash writes it. */
function quote(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what a line must not hold
  if (/[\u0000-\u001f\u007f\ufeff]/.test(text)) {
    const escaped = [...text].map((character) => {
      if (character === "'" || character === '\\') return `\\${character}`;
      const code = character.codePointAt(0)!;
      if (code < 32 || code === 127) return `\\x${code.toString(16).padStart(2, '0')}`;
      return code === 0xfeff ? '\\xef\\xbb\\xbf' : character;
    });
    return `$'${escaped.join('')}'`;
  }
  return /^[\w./:?&=%+-]+$/.test(text) && !/[?&*]/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}
