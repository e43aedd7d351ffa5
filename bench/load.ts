import autocannon from 'autocannon';
import { buildHeaders, type Scenario } from './scenarios.js';
import type { ServerProcess } from './ServerProcess.js';
import { quantile } from './statistics.js';
import { cpuSeconds } from './usage.js';

const CONNECTIONS = 20;

/** Timeout of a request. */
const TIMEOUT_SECONDS = 30;

export interface Measurement {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Microseconds of the server process per request. */
  cpu: number;
}

type Times = number[];
type Extent = { duration: number } | { amount: number };

function assertAllAnswered({ errors, timeouts, statusCodeStats }: autocannon.Result, { name, status }: Scenario): void {
  const statuses = Object.keys(statusCodeStats ?? {});
  // On a busy machine a round may end before its first response: slow, but not an error.
  if (errors === 0 && timeouts === 0 && statuses.every((each) => each === String(status))) return;
  throw new Error(`${name}: returned ${statuses.join(', ')} under load, expected ${status}; ${errors} errors`);
}

async function generateLoad(url: string, scenario: Scenario, token: string, extent: Extent): Promise<Times> {
  const times: Times = [];
  const { method, path, body } = scenario;
  const request = { method, headers: buildHeaders(scenario, token), ...(body !== undefined && { body }) };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const onDone = (error: Error | null, done: autocannon.Result): void => (error ? reject(error) : resolve(done));
    const target = { url: url + path, connections: CONNECTIONS, timeout: TIMEOUT_SECONDS };
    const run = autocannon({ ...target, ...extent, ...request }, onDone);
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  assertAllAnswered(result, scenario);
  return times;
}

/** Sends a number of requests, all of which must succeed. */
export async function warmUp(
  { url }: ServerProcess,
  scenario: Scenario,
  token: string,
  requests: number,
): Promise<void> {
  await generateLoad(url, scenario, token, { amount: requests });
}

/** Loads a server for the given seconds. */
export async function measure(
  { url, pid }: ServerProcess,
  scenario: Scenario,
  token: string,
  seconds: number,
): Promise<Measurement> {
  const cpuBefore = cpuSeconds(pid);
  const start = performance.now();
  const times = await generateLoad(url, scenario, token, { duration: seconds });
  const elapsed = (performance.now() - start) / 1000;
  const cpu = ((cpuSeconds(pid) - cpuBefore) / times.length) * 1_000_000;
  return { requestsPerSecond: times.length / elapsed, p50: quantile(times, 0.5), p99: quantile(times, 0.99), cpu };
}
