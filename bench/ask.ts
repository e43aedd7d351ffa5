import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { headersOf, type Scenario } from './scenarios.js';

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

/** One request on a connection of its own. @throws Error if no answer comes in time */
export function ask(url: string, { method = 'GET', headers = {}, body }: Question = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, headers, agent: false, signal: AbortSignal.timeout(TIMEOUT_MS) },
      (response) => {
        json(response).then((parsed) => resolve({ status: response.statusCode, body: parsed }), reject);
      },
    );
    sent.once('error', reject).end(body);
  });
}

export function askScenario(url: string, scenario: Scenario, token: string): Promise<Answer> {
  const { method, path, body } = scenario;
  return ask(url + path, { method, headers: headersOf(scenario, token), body });
}
