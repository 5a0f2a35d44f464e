/** The same load for minutes, the routes in turn, and what memory the service has meanwhile. */
import { judgeMemory } from '../bench/growth/judge-memory.js';
import { loadRequest } from '../bench/load/load-request.js';
import type { Soak, SoakSample } from '../model/growth.js';
import type { Resources } from '../processes/resources.js';
import type { GrowthContext, GrowthTarget } from './growth-context.js';

/** Of one route at a time. */
const SLICE_SECONDS = 5;
const SAMPLE_MILLISECONDS = 1000;

export async function soak(
  { signal }: Resources,
  { requests, driver, connections, onStep }: GrowthContext,
  target: GrowthTarget,
  minutes: number,
): Promise<Soak> {
  const began = performance.now();
  const secondsSince = (): number => (performance.now() - began) / 1000;
  const samples: SoakSample[] = [];
  const look = async (): Promise<void> => {
    const seconds = secondsSince();
    const usage = await target.readUsage?.();
    if (usage !== undefined) samples.push({ seconds, rssBytes: usage.rssBytes });
  };
  const timer = setInterval(() => void look(), SAMPLE_MILLISECONDS);
  let [answered, errors] = [0, 0];
  try {
    for (let slice = 0; secondsSince() < minutes * 60; slice += 1) {
      const request = requests[slice % requests.length]!;
      const left = minutes * 60 - secondsSince();
      onStep(`soaking ${target.name}, ${Math.ceil(left / 60)} min left`);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const sample = await driver.measure({
        ...loadRequest(target, request),
        connections,
        durationSeconds: Math.min(SLICE_SECONDS, Math.max(1, left)),
        signal,
      });
      answered += sample.requests;
      errors += sample.errors + sample.non2xx;
    }
  } finally {
    clearInterval(timer);
  }
  return {
    target: target.name,
    minutes,
    requests: answered,
    errors,
    samples: thinned(samples),
    memory: judgeMemory(samples),
  };
}

/** As many as a chart can show. */
function thinned(samples: readonly SoakSample[]): readonly SoakSample[] {
  const step = Math.ceil(samples.length / 300);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}
