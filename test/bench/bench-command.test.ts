/** The whole command, with real servers and a real database, for as short as can be: no figure is looked at. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseBenchResult } from '../../src/bench/parse-bench-result.js';
import type { BenchResult } from '../../src/model/bench-result.js';
import { runCli } from '../support/run-cli.js';

const cwd = mkdtempSync(join(tmpdir(), 'bench-command-test-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const SHORT = ['--duration', '0.3', '--warmup', '0', '--rounds', '2', '--connections', '4'];

async function bench(...args: readonly string[]): Promise<{ code: number; result: BenchResult }> {
  const run = await runCli(['bench', '--json', ...SHORT, ...args], { cwd });
  expect(run.stdout).not.toBe('');
  return { code: run.code, result: JSON.parse(run.stdout) as BenchResult };
}

test('--limits measures HTTP and the database alone in the same rounds, --fixed-rate below the capacity of both sides', async () => {
  const files = ['--save', 'run.json', '--html', 'run.html', '--svg', 'run.svg'];
  const bar = ['--min-ratio', 'service/limit@/films/=1000'];
  const measured = ['--targets', 'idiomatic,service', '--limits', '--fixed-rate', '50'];
  const { code, result } = await bench(...measured, ...files, ...bar);
  expect(code).toBe(1);
  const hasPgbench = spawnSync('pgbench', ['--version']).error === undefined;
  for (const { limits, ratios, results, atRate } of result.routes) {
    const { rate, results: ofRate } = atRate![0]!;
    const slower = Math.min(results['service']!.rps, results['idiomatic']!.rps);
    expect(rate).toBe(Math.floor(0.5 * slower));
    for (const target of ['idiomatic', 'service']) {
      expect(ofRate[target]!.samples).toHaveLength(2);
      const { sent, latency } = ofRate[target]!.samples[0]!;
      expect(sent).toBe(Math.max(1, Math.round(rate * 0.3)));
      expect(latency!.p999).toBeGreaterThanOrEqual(latency!.p50);
    }
    expect(limits!.http!.samples).toHaveLength(2);
    expect(limits!.http!.errors).toBe(0);
    expect(limits!.http!.rps).toBeGreaterThan(0);
    expect(limits!.database?.samples.length).toBe(hasPgbench ? 2 : undefined);
    expect(ratios['service/limit']?.rounds).toBe(hasPgbench ? 2 : undefined);
    expect(results['service']!.errors).toBe(0);
    if (process.platform !== 'linux') continue;
    expect(results['service']!.cpuSecondsPerRequest).toBeGreaterThan(0);
    expect(results['service']!.rssBytes).toBeGreaterThan(2 ** 20);
  }
  expect(result.notes.join('\n').includes('pgbench is not installed')).toBe(!hasPgbench);
  const saved = parseBenchResult(readFileSync(join(cwd, 'run.json'), 'utf8'));
  expect(saved).toEqual({ kind: 'result', result: JSON.parse(JSON.stringify(result)) as unknown });
  expect(readFileSync(join(cwd, 'run.html'), 'utf8')).toContain('HTTP alone');
  if (hasPgbench) expect(readFileSync(join(cwd, 'run.svg'), 'utf8')).toContain('service reaches');
}, 300_000);

test.skipIf(process.platform !== 'linux')(
  'nothing is left of a run that is interrupted while the limits are measured',
  async () => {
    const controller = new AbortController();
    const before = children();
    const args = ['bench', '--targets', 'service', '--limits', '--duration', '60', '--warmup', '0'];
    const run = runCli(args, { cwd, signal: controller.signal });
    await expect
      .poll(() => children().some((line) => line.includes('http-alone')), POLL)
      .toBe(true);
    controller.abort(new Error('interrupted'));
    await run;
    await expect.poll(() => children().filter((line) => !before.includes(line)), POLL).toEqual([]);
  },
  120_000,
);

const POLL = { timeout: 60_000, interval: 100 };

/** The commands of the processes that this one has started, but for the watchdog, which ends by itself. */
function children(): string[] {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter(
      (pid) =>
        read(`/proc/${pid}/stat`)
          .replace(/^.*\) /s, '')
          .split(' ')[1] === String(process.pid),
    )
    .map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')}`)
    .filter((command) => !command.includes('watchdog'));
}
