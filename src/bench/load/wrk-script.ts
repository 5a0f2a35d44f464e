/**
 * The Lua script that tells wrk what to send and how to report. The request is built once, before the load
 * starts; `done` prints one line of JSON behind a marker, so that wrk's own output around it is of no
 * interest. Every text from outside becomes a Lua literal of decimal escapes, which no text can leave.
 */
import type { LoadRequest } from './load-driver.js';

export const REPORT_MARKER = 'bench-report ';

export interface WrkScriptOptions {
  /**
   * Count the statuses in Lua. wrk itself only counts those from 400 up, and takes 1xx and 3xx for
   * successes. A `response` function makes it copy every answer into Lua, which slows it down, so it is
   * there only for a route that is known to redirect.
   */
  readonly countsStatuses: boolean;
}

export function printWrkScript(
  request: Pick<LoadRequest, 'method' | 'headers' | 'body'>,
  options: WrkScriptOptions,
): string {
  return [
    `wrk.method = ${luaString(request.method)}`,
    ...Object.entries(request.headers).map(
      ([name, value]) => `wrk.headers[${luaString(name)}] = ${luaString(value)}`,
    ),
    ...(request.body === undefined ? [] : [`wrk.body = ${luaString(request.body)}`]),
    ...(options.countsStatuses ? [STATUS_COUNTER] : []),
    DONE,
  ].join('\n');
}

const STATUS_COUNTER = `
below_400 = 0
local threads = {}
function setup(thread) threads[#threads + 1] = thread end
function response(status)
  if status < 200 or (status > 299 and status < 400) then below_400 = below_400 + 1 end
end
function count_below_400()
  local count = 0
  for _, thread in ipairs(threads) do count = count + (thread:get("below_400") or 0) end
  return count
end`;

/** Durations are microseconds; `%.0f` prints a large count without an exponent. */
const DONE = `
function done(summary, latency, requests)
  local errors = summary.errors
  local not_2xx = errors.status + (count_below_400 and count_below_400() or 0)
  local format = '{"requests":%.0f,"microseconds":%.0f,"bytes":%.0f,"not2xx":%.0f,"errors":%.0f,'
    .. '"p50":%.0f,"p90":%.0f,"p99":%.0f,"max":%.0f}'
  io.write("\\n${REPORT_MARKER}", string.format(format,
    summary.requests, summary.duration, summary.bytes, not_2xx,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max), "\\n")
end
`;

/** A Lua literal for the UTF-8 bytes of `text`: `"\\071\\069\\084"`. */
export function luaString(text: string): string {
  const bytes = Array.from(
    new TextEncoder().encode(text),
    (byte) => `\\${String(byte).padStart(3, '0')}`,
  );
  return `"${bytes.join('')}"`;
}
