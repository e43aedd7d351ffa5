import { isDeepStrictEqual } from 'node:util';
import { type Answer, askScenario } from './ask.js';
import type { Scenario } from './scenarios.js';
import type { ServerProcess } from './ServerProcess.js';

/** What may differ between two answers: the id of the request. */
function comparable({ status, body }: Answer): Answer {
  return { status, body: { ...(body as object), requestId: undefined } };
}

/** @throws Error unless both servers answer the scenario with the same status and the same JSON */
export async function assertSameAnswers(
  scenario: Scenario,
  token: string,
  servers: readonly ServerProcess[],
): Promise<void> {
  const answers = await Promise.all(servers.map(({ url }) => askScenario(url, scenario, token)));
  const [first, ...others] = answers.map(comparable);
  if (first?.status !== scenario.status) throw new Error(`${scenario.name}: answered ${first?.status}`);
  if (others.every((other) => isDeepStrictEqual(other, first))) return;
  throw new Error(
    `${scenario.name}: the answers differ\n${answers.map((answer) => JSON.stringify(answer)).join('\n')}`,
  );
}
