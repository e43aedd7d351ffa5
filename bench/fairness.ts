import { type Answer, askScenario } from './ask.js';
import type { Scenario } from './scenarios.js';
import type { ServerProcess } from './ServerProcess.js';

/** Serializes a response, including the order of its fields. Request ids differ, but both must have one or neither. */
function comparable({ status, body }: Answer): string {
  const json = JSON.stringify(body, (key, value: unknown) => (key === 'requestId' ? typeof value : value));
  return `${status} ${json}`;
}

async function findProblem(
  scenario: Scenario,
  token: string,
  servers: readonly ServerProcess[],
): Promise<string | undefined> {
  const answers = await Promise.all(servers.map(({ url }) => askScenario(url, scenario, token)));
  const unexpected = answers.find(({ status }) => status !== scenario.status);
  if (unexpected) return `${scenario.name}: returned ${unexpected.status} instead of ${scenario.status}`;
  const texts = answers.map(comparable);
  return new Set(texts).size > 1 ? `${scenario.name}: the responses differ\n${texts.join('\n')}` : undefined;
}

/** @throws Error listing all scenarios for which the servers do not return the expected status and the same JSON */
export async function assertSameAnswers(
  scenarios: readonly Scenario[],
  token: string,
  servers: readonly ServerProcess[],
): Promise<void> {
  const problems: string[] = [];
  for (const scenario of scenarios) {
    const problem = await findProblem(scenario, token, servers);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
