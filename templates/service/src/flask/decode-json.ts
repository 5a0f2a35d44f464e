/**
 * The text of a JSON body as `json.loads` finds it in bytes: UTF-8, UTF-16 or UTF-32, with or without a mark, told by
 * where the zeros are. Half of a surrogate pair may stand by itself.
 * Source: json.detect_encoding; the bytes are decoded with `surrogatepass`.
 */

/** @throws TypeError where the bytes are no text. */
export function decodeJson(bytes: Buffer): string {
  const [a = 0, b = 0, c, d] = bytes;
  // As nearly all are: no mark begins with ASCII.
  if (a > 0 && a < 0x80 && b !== 0) return decodeUtf8(bytes);
  const mark = MARKS.find((one) => bytes.subarray(0, one.bytes.length).equals(one.bytes));
  if (mark) return mark.decode(bytes.subarray(mark.bytes.length));
  if (bytes.length < 2 || bytes.length === 3 || (a !== 0 && b !== 0)) return decodeUtf8(bytes);
  if (a === 0)
    return b === 0 && bytes.length > 2 ? decodeUtf32(bytes, true) : decodeUtf16(bytes, true);
  return c === 0 && d === 0 ? decodeUtf32(bytes, false) : decodeUtf16(bytes, false);
}

const MARKS = [
  { bytes: Buffer.from([0, 0, 0xfe, 0xff]), decode: (bytes: Buffer) => decodeUtf32(bytes, true) },
  { bytes: Buffer.from([0xff, 0xfe, 0, 0]), decode: (bytes: Buffer) => decodeUtf32(bytes, false) },
  { bytes: Buffer.from([0xfe, 0xff]), decode: (bytes: Buffer) => decodeUtf16(bytes, true) },
  { bytes: Buffer.from([0xff, 0xfe]), decode: (bytes: Buffer) => decodeUtf16(bytes, false) },
  { bytes: Buffer.from([0xef, 0xbb, 0xbf]), decode: decodeUtf8 },
];

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Buffer): string {
  if (!bytes.includes(0xed)) return UTF8.decode(bytes);
  const pieces = bytes.toString('latin1').split(/(\xed[\xa0-\xbf][\x80-\xbf])/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 0) return UTF8.decode(Buffer.from(piece, 'latin1'));
      return String.fromCharCode(
        0xd000 | ((piece.charCodeAt(1) & 0x3f) << 6) | (piece.charCodeAt(2) & 0x3f),
      );
    })
    .join('');
}

function decodeUtf16(bytes: Buffer, isBigEndian: boolean): string {
  if (bytes.length % 2 !== 0) throw new TypeError('half a character');
  return (isBigEndian ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
}

function decodeUtf32(bytes: Buffer, isBigEndian: boolean): string {
  if (bytes.length % 4 !== 0) throw new TypeError('a part of a character');
  let text = '';
  for (let at = 0; at < bytes.length; at += 4)
    text += String.fromCodePoint(isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  return text;
}
