/**
 * The text of a file from its bytes: a byte order mark wins, then PEP 263's cookie in the first two lines, then
 * UTF-8. Requirements files written by PowerShell are UTF-16. Bytes that are no text become U+FFFD, and the caller
 * is told.
 */
export interface DecodedSource {
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: string;
  /** Why some of the text may not be what its author wrote. */
  readonly problem: string | undefined;
}

export function decodeSource(bytes: Uint8Array): DecodedSource {
  const mark = MARKS.find(({ prefix }) => prefix.every((byte, index) => bytes[index] === byte));
  const encoding = mark?.encoding ?? cookieOf(bytes) ?? 'utf-8';
  const rest = mark ? bytes.subarray(mark.prefix.length) : bytes;
  if (encoding === 'latin-1') return { text: latin1(rest), encoding, problem: undefined };
  if (encoding === 'windows-1252') return { text: windows1252(rest), encoding, problem: undefined };
  const decoder = decoderOf(encoding);
  if (!decoder) {
    const text = new TextDecoder('utf-8').decode(rest);
    return {
      text,
      encoding,
      problem: `the encoding "${encoding}" is not known; it is read as UTF-8`,
    };
  }
  const text = decoder.decode(rest);
  const isDamaged = text.includes('\ufffd') && !isExact(encoding, rest);
  return {
    text,
    encoding,
    problem: isDamaged ? `some bytes are no text in ${encoding}` : undefined,
  };
}

const MARKS = [
  { prefix: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { prefix: [0xff, 0xfe], encoding: 'utf-16le' },
  { prefix: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** Python's names for the encodings that the platform calls otherwise. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['utf8', 'utf-8'],
  ['latin1', 'latin-1'],
  ['iso-8859-1', 'latin-1'],
  ['iso8859-1', 'latin-1'],
  ['l1', 'latin-1'],
  ['ascii', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['cp1252', 'windows-1252'],
  ['cp1251', 'windows-1251'],
  ['cp1250', 'windows-1250'],
  ['iso-8859-15', 'iso-8859-15'],
]);

function cookieOf(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, 512)).split(/\r\n|\r|\n/, 2);
  for (const line of head) {
    if (!/^[ \t\f]*(?:#|$)/.test(line)) return undefined;
    const name = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1];
    if (name === undefined) continue;
    const normal = name
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/-(?:unix|dos|mac|sig)$/, '');
    return ALIASES.get(normal) ?? normal;
  }
  return undefined;
}

function decoderOf(encoding: string): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder(encoding);
  } catch {
    return undefined;
  }
}

function isExact(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** Node 20 reads windows-1252 as Latin-1. https://github.com/nodejs/node/issues/56542 */
function windows1252(bytes: Uint8Array): string {
  return latin1(bytes).replaceAll(
    /[\u0080-\u009f]/g,
    (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80]!,
  );
}

const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
