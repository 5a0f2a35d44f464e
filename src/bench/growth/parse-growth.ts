/** Reads the part of a saved run about growth. */
import type { Growth, Soak, Sweep, SweepPoint } from '../../model/growth.js';
import type { JsonReader } from '../json-reader.js';

const KINDS = ['connections', 'rows', 'routes'] as const;

export function readGrowth(growth: JsonReader): Growth {
  return {
    startUp: growth.get('startUp').list((start) => ({
      target: start.get('target').text(),
      seconds: start.get('seconds').number(),
      lowSeconds: start.get('lowSeconds').number(),
      highSeconds: start.get('highSeconds').number(),
      starts: start.get('starts').number(),
    })),
    sweeps: growth.get('sweeps').list(readSweep),
    ...(growth.has('soak') ? { soak: readSoak(growth.get('soak')) } : {}),
  };
}

function readSweep(sweep: JsonReader): Sweep {
  return {
    kind: sweep.get('kind').oneOf(KINDS),
    route: sweep.get('route').text(),
    ...(sweep.has('connections') ? { connections: sweep.get('connections').number() } : {}),
    series: sweep.get('series').list((series) => ({
      target: series.get('target').text(),
      points: series.get('points').list(readPoint),
    })),
  };
}

function readPoint(point: JsonReader): SweepPoint {
  return {
    at: point.get('at').number(),
    rps: point.get('rps').number(),
    p50: point.get('p50').numberOrNull(),
    p99: point.get('p99').numberOrNull(),
    errors: point.get('errors').number(),
    rssBytes: point.get('rssBytes').numberOrNull(),
    cpuSecondsPerRequest: point.get('cpuSecondsPerRequest').numberOrNull(),
    ...(point.has('startSeconds') ? { startSeconds: point.get('startSeconds').number() } : {}),
  };
}

function readSoak(soak: JsonReader): Soak {
  const memory = soak.get('memory');
  return {
    target: soak.get('target').text(),
    minutes: soak.get('minutes').number(),
    requests: soak.get('requests').number(),
    errors: soak.get('errors').number(),
    samples: soak.get('samples').list((sample) => ({
      seconds: sample.get('seconds').number(),
      rssBytes: sample.get('rssBytes').number(),
    })),
    memory: soak.has('memory')
      ? {
          isFlat: memory.get('isFlat').isTrue(),
          earlyBytes: memory.get('earlyBytes').number(),
          lateBytes: memory.get('lateBytes').number(),
          highestBytes: memory.get('highestBytes').number(),
        }
      : null,
  };
}
