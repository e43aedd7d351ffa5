import { describe, expect, it } from '@jest/globals';
import { Project } from '../support/project.js';

// The worker responds as told. The supervisor prints the outcome of each request and its duration in milliseconds.
const SCRIPT = `
import cluster from 'node:cluster';
import { once } from 'node:events';
import { IpcRequest } from './src/utils/ipc.js';

const request = new IpcRequest('test', 1_000);
const unknown = new IpcRequest('unknown', 1_000);

async function settle(response) {
  const start = performance.now();
  const result = await response.catch((error) => error.message);
  return [result, performance.now() - start];
}

if (cluster.isPrimary) {
  request.handle((input) => 'supervisor: ' + input);
  const worker = cluster.fork();
  await once(worker, 'message');
  const results = {
    echo: await settle(request.send('hello', worker)),
    relay: await settle(request.send('relay', worker)),
    fail: await settle(request.send('fail', worker)),
    unknown: await settle(unknown.send('', worker)),
    hang: await settle(request.send('hang', worker)),
    exit: await settle(request.send('exit', worker)),
    gone: await settle(request.send('gone', worker)),
  };
  console.log(JSON.stringify(results));
} else {
  request.handle((input) => {
    if (input === 'fail') throw new Error('It failed');
    if (input === 'exit') process.exit(0);
    if (input === 'relay') return request.send(input);
    return input === 'hang' ? new Promise(() => undefined) : 'worker: ' + input;
  });
  process.send?.({ type: 'ready' });
}
`;

type Result = [outcome: string, milliseconds: number];

describe('a request between processes', () => {
  it('is answered by the other process, or fails in bounded time', async () => {
    const program = new Project().script(SCRIPT);
    expect(await program.exit()).toBe(0);

    const results = JSON.parse(program.lines.at(-1) ?? '') as Record<string, Result>;
    const outcomes = Object.fromEntries(Object.entries(results).map(([name, [outcome]]) => [name, outcome]));

    expect(outcomes).toEqual({
      echo: 'worker: hello',
      relay: 'supervisor: relay',
      fail: 'It failed',
      unknown: 'No handler for unknown',
      hang: 'Timed out after 1000 ms',
      exit: 'The other process is gone',
      gone: expect.stringMatching(/closed|gone/i),
    });
    expect(results.exit?.[1]).toBeLessThan(900);
    expect(results.gone?.[1]).toBeLessThan(900);
  });
});
