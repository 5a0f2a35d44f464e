/** How long the targets take from the start of their process to a first answer, whatever that says. */
import { median } from '../bench/statistics.js';
import type { StartUp } from '../model/growth.js';
import type { Resources } from '../processes/resources.js';
import type { GrowthContext, GrowthTarget } from './growth-context.js';
import { isTargetName, startTarget } from './start-targets.js';

export async function measureStartUp(
  resources: Resources,
  { sizes, onStep }: Pick<GrowthContext, 'sizes' | 'onStep'>,
  targets: readonly GrowthTarget[],
): Promise<StartUp[]> {
  const measured: StartUp[] = [];
  for (const { name, start } of targets) {
    if (start === undefined || !isTargetName(name)) continue;
    onStep(`starting ${name} ${sizes.starts} times`);
    const seconds: number[] = [];
    for (let count = 0; count < sizes.starts; count += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const started = await startTarget(resources, name, start);
      if ('reason' in started) break;
      seconds.push(started.server.startSeconds);
      // oxlint-disable-next-line no-await-in-loop
      await started.stop();
    }
    if (seconds.length === 0) continue;
    measured.push({
      target: name,
      seconds: median(seconds),
      lowSeconds: Math.min(...seconds),
      highSeconds: Math.max(...seconds),
      starts: seconds.length,
    });
  }
  return measured;
}
