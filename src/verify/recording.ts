/**
 * What a reference answered and did, as a file that later runs are held against: no Flask is needed then. It
 * keeps the requests themselves, so that a replay sends exactly these; each body is kept once; one request
 * is one line, so that a diff of two recordings can be read.
 */
import { createHash } from 'node:crypto';
import type { Noise, Observation, ObservedAnswer, PlannedRequest } from '../model/exchange.js';

export const RECORDING_VERSION = 1;

export interface Recording {
  /** The reference, as a person calls it. */
  readonly reference: string;
  /** Each table with its rows and their hash, as the first request met them. */
  readonly state: readonly string[];
  readonly exchanges: readonly RecordedExchange[];
}

export interface RecordedExchange {
  readonly request: PlannedRequest;
  readonly observation: Observation;
  readonly noise: Noise | undefined;
}

/** A body in the file: by its number among `bodies`, or by its hash where it was too long to keep. */
type BodyInFile = number | { readonly size: number; readonly sha256: string };

interface RecordingFile {
  readonly version: number;
  readonly reference: string;
  readonly state: readonly string[];
  readonly bodies: readonly string[];
  readonly exchanges: readonly {
    readonly request: PlannedRequest;
    readonly answer:
      | {
          readonly status: number;
          readonly headers: Readonly<Record<string, string>>;
          readonly body: BodyInFile;
        }
      | { readonly none: string };
    readonly change?: Observation['change'];
    readonly noise?: Noise;
  }[];
}

export function printRecording({ reference, state, exchanges }: Recording): string {
  const bodies = new Map<string, number>();
  const lines = exchanges.map(({ request, observation: { answer, change }, noise }) => {
    const isNothing = change && change.tables.length + change.sequences.length === 0;
    return JSON.stringify({
      request,
      answer:
        answer.kind === 'none'
          ? { none: answer.reason }
          : {
              status: answer.status,
              headers: answer.headers,
              body: bodyInFile(answer.body, bodies),
            },
      ...(change && !isNothing ? { change } : change ? { change: {} } : {}),
      ...(noise ? { noise } : {}),
    });
  });
  const list = (items: readonly string[]): string =>
    items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`;
  return (
    `{"version": ${RECORDING_VERSION}, "reference": ${JSON.stringify(reference)},\n` +
    `"state": ${list(state.map((each) => JSON.stringify(each)))},\n` +
    `"bodies": ${list([...bodies.keys()].map((each) => JSON.stringify(each)))},\n` +
    `"exchanges": ${list(lines)}}\n`
  );
}

/** @returns a sentence when the text is no recording that this version reads. */
export function parseRecording(text: string): Recording | string {
  let file: RecordingFile;
  try {
    file = JSON.parse(text) as RecordingFile;
  } catch {
    return 'is no JSON';
  }
  if (
    typeof file !== 'object' ||
    file === null ||
    !Array.isArray(file.exchanges) ||
    !Array.isArray(file.bodies)
  )
    return 'is no recording of port verify';
  if (file.version !== RECORDING_VERSION)
    return `is a recording of version ${file.version}, and this port reads version ${RECORDING_VERSION}`;
  const exchanges = file.exchanges.map(({ request, answer, change, noise }): RecordedExchange => ({
    request,
    observation: {
      answer: answerFrom(answer, file.bodies),
      change: change && { tables: change.tables ?? [], sequences: change.sequences ?? [] },
    },
    noise,
  }));
  return { reference: file.reference, state: file.state, exchanges };
}

function bodyInFile(
  { text, size, sha256 }: Extract<ObservedAnswer, { kind: 'answer' }>['body'],
  bodies: Map<string, number>,
): BodyInFile {
  if (text === undefined) return { size, sha256 };
  if (!bodies.has(text)) bodies.set(text, bodies.size);
  return bodies.get(text)!;
}

function answerFrom(
  answer: RecordingFile['exchanges'][number]['answer'],
  bodies: readonly string[],
): ObservedAnswer {
  if ('none' in answer) return { kind: 'none', reason: answer.none };
  const { status, headers, body } = answer;
  if (typeof body !== 'number')
    return { kind: 'answer', status, headers, body: { ...body, text: undefined } };
  const text = bodies[body] ?? '';
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { kind: 'answer', status, headers, body: { size: Buffer.byteLength(text), sha256, text } };
}
