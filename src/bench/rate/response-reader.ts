/**
 * Finds the end of one HTTP/1.1 answer after another on a connection, and reads no more of it than that
 * takes: status, length and whether the connection stays. There is one request at a time on it, so nothing
 * follows an answer before the next request.
 */
export interface ReadAnswer {
  readonly status: number;
  readonly keepsAlive: boolean;
}

type State =
  | { kind: 'head'; text: string }
  | { kind: 'length'; left: number; readonly answer: ReadAnswer }
  | { kind: 'chunk-size'; text: string; readonly answer: ReadAnswer }
  | { kind: 'chunk'; left: number; readonly answer: ReadAnswer }
  | { kind: 'trailers'; text: string; readonly answer: ReadAnswer }
  | { kind: 'until-close'; readonly answer: ReadAnswer };

export class ResponseReader {
  #state: State = { kind: 'head', text: '' };

  /** An answer to HEAD has the head of one to GET, and no body. */
  constructor(private readonly isHead: boolean) {}

  /** The answer that is complete with these bytes. */
  push(bytes: Buffer): ReadAnswer | undefined {
    let at = 0;
    while (at < bytes.length) {
      const state = this.#state;
      switch (state.kind) {
        case 'head': {
          const end = endOf(state.text, bytes, at, '\r\n\r\n');
          state.text += bytes.toString('latin1', at, end);
          if (end === undefined) return undefined;
          at = end;
          this.#state = afterHead(state.text, this.isHead);
          break;
        }
        case 'length':
        case 'chunk': {
          const taken = Math.min(state.left, bytes.length - at);
          at += taken;
          state.left -= taken;
          if (state.left > 0) return undefined;
          if (state.kind === 'chunk') {
            this.#state = { kind: 'chunk-size', text: '', answer: state.answer };
          }
          break;
        }
        case 'chunk-size': {
          const end = endOf(state.text, bytes, at, '\r\n');
          state.text += bytes.toString('latin1', at, end);
          if (end === undefined) return undefined;
          at = end;
          const size = Number.parseInt(state.text, 16);
          this.#state =
            size > 0
              ? { kind: 'chunk', left: size + 2, answer: state.answer }
              : { kind: 'trailers', text: '\r\n', answer: state.answer };
          break;
        }
        case 'trailers': {
          const end = endOf(state.text, bytes, at, '\r\n\r\n');
          state.text += bytes.toString('latin1', at, end);
          if (end === undefined) return undefined;
          at = end;
          this.#state = { kind: 'length', left: 0, answer: state.answer };
          break;
        }
        case 'until-close':
          return undefined;
      }
      if (this.#state.kind === 'length' && this.#state.left === 0) {
        const { answer } = this.#state;
        this.#state = { kind: 'head', text: '' };
        return answer;
      }
    }
    return undefined;
  }

  /** The connection has ended: the answer whose end that is. */
  close(): ReadAnswer | undefined {
    return this.#state.kind === 'until-close' ? this.#state.answer : undefined;
  }
}

/** Just behind `mark` in `bytes`, which may have begun in the text before them. */
function endOf(before: string, bytes: Buffer, at: number, mark: string): number | undefined {
  if (before === '') {
    const found = bytes.indexOf(mark, at, 'latin1');
    return found < 0 ? undefined : found + mark.length;
  }
  const found = (before + bytes.toString('latin1', at)).indexOf(mark);
  return found < 0 ? undefined : at + found + mark.length - before.length;
}

function afterHead(head: string, isHead: boolean): State {
  const [, version = '1.0', code = '0'] = /^HTTP\/(\d\.\d) (\d{3})/.exec(head) ?? [];
  const status = Number(code);
  if (status >= 100 && status < 200) return { kind: 'head', text: '' };
  const connection = /^connection:\s*(.*?)\s*$/im.exec(head)?.[1]?.toLowerCase();
  const keepsAlive = version === '1.0' ? connection === 'keep-alive' : connection !== 'close';
  const answer = { status, keepsAlive };
  if (isHead || status === 204 || status === 304) return { kind: 'length', left: 0, answer };
  if (/^transfer-encoding:.*\bchunked\s*$/im.test(head)) {
    return { kind: 'chunk-size', text: '', answer };
  }
  const length = /^content-length:\s*(\d+)\s*$/im.exec(head)?.[1];
  if (length !== undefined) return { kind: 'length', left: Number(length), answer };
  return { kind: 'until-close', answer: { ...answer, keepsAlive: false } };
}
