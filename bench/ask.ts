import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { buildHeaders, type Scenario } from './scenarios.js';

export interface Answer {
  status: number | undefined;
  body: unknown;
}

interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string | undefined;
}

const TIMEOUT_MS = 30_000;

/** Sends one request on a new connection. @throws Error after the timeout */
export function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, headers, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) },
      (response) => {
        json(response).then((parsed) => resolve({ status: response.statusCode, body: parsed }), reject);
      },
    );
    outgoing.once('error', reject).end(body);
  });
}

export function askScenario(url: string, scenario: Scenario, token: string): Promise<Answer> {
  const { method, path, body } = scenario;
  return ask(url + path, { method, headers: buildHeaders(scenario, token), body });
}
