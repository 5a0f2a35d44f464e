/** The only file that listens. SIGTERM and SIGINT finish what is in flight, then close the pool. */
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.js';
import { ConfigError, loadConfig } from './config.js';

try {
  const config = loadConfig(process.env);
  const app = await buildApp(config);
  closeWithGrace({ delay: config.shutdownTimeout, logger: app.log }, async ({ err }) => {
    if (err) app.log.error(err);
    await app.close();
  });
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
