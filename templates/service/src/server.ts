/** The only file that listens. SIGTERM and SIGINT finish what is in flight, then close the pool. */
import cluster from 'node:cluster';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { startWorkers } from './workers.js';

async function serve(config: Config): Promise<void> {
  const app = await buildApp(config);
  // Ctrl-C reaches every process of a terminal: a worker waits for what the first of them says.
  const skip: 'SIGINT'[] = cluster.isWorker ? ['SIGINT'] : [];
  for (const signal of skip) process.on(signal, () => {});
  closeWithGrace({ delay: config.shutdownTimeout, logger: app.log, skip }, async ({ err }) => {
    if (err) app.log.error(err);
    await app.close();
  });
  await app.listen({ host: config.host, port: config.port });
}

try {
  const config = loadConfig(process.env);
  if (config.workers > 1 && cluster.isPrimary) startWorkers(config.workers, config.database);
  else await serve(config);
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
}
