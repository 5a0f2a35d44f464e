/** A server that goes wrong on demand: `node faulty-server.js`, with PORT. What it does is in the path. */
import { createServer } from 'node:http';

const mistakes = new Set((process.env.FAULTS ?? '').split(','));
const big = Buffer.alloc(1024 * 1024, 'x');

const server = createServer((request, response) => {
  const [, what] = request.url.split('/');
  const goesWrong = mistakes.has(what);
  if (what === 'die' && goesWrong) process.kill(process.pid, 'SIGKILL');
  else if (what === 'hang' && goesWrong) return;
  else if (what === 'reset' && goesWrong) request.socket.resetAndDestroy();
  else if (what === 'cut' && goesWrong) {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 20);
  } else if (what === 'big') {
    let left = 100;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!response.write(left === 0 && goesWrong ? 'y' : big))
          return response.once('drain', more);
      }
      return response.end();
    };
    more();
  } else if (what === 'endless' && goesWrong) {
    const more = () => {
      while (response.write(big));
      response.once('drain', more);
    };
    more();
  } else response.end(`${what}\n`);
});

if (mistakes.has('deaf')) setInterval(() => {}, 1000);
else if (mistakes.has('stillborn')) {
  process.stderr.write('no module named yesterday\n');
  process.exitCode = 3;
} else server.listen(Number(process.env.PORT), '127.0.0.1');
