/** One point of a sweep: a stretch of load at full speed, and what the server's processes took. */
import type { SweepPoint } from '../../model/growth.js';
import type { LoadDriver, LoadRequest } from '../load/load-driver.js';
import { meterUsage, type ReadUsage } from '../usage-meter.js';

export async function measurePoint(
  driver: LoadDriver,
  request: LoadRequest,
  readUsage: ReadUsage | undefined,
): Promise<Omit<SweepPoint, 'at'>> {
  const meter = await meterUsage(readUsage);
  const sample = await driver.measure(request).finally(meter.abandon);
  const usage = await meter.read();
  const answers = sample.requests + sample.non2xx;
  return {
    rps: sample.rps,
    p50: sample.latency?.p50 ?? null,
    p99: sample.latency?.p99 ?? null,
    errors: sample.errors + sample.non2xx,
    rssBytes: usage?.rssBytes ?? null,
    cpuSecondsPerRequest: usage && answers > 0 ? usage.cpuSeconds / answers : null,
  };
}
