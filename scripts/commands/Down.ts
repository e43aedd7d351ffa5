import { setTimeout as sleep } from 'node:timers/promises';
import { withApplication } from '../support/application.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';

function parseSeconds(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandFailed('--retry must be a whole number of seconds');
  return Number(text);
}

async function takeDown(state: { message?: string; retryAfter?: number }): Promise<void> {
  const { redisConfig } = await import('../../src/config/redis.js');
  const { default: MaintenanceService, POLL_INTERVAL } =
    await import('../../src/services/operations/MaintenanceService.js');
  const reach = await MaintenanceService.down(state);
  await sleep(POLL_INTERVAL);
  if (redisConfig.url && reach === 'this machine') {
    throw new CommandFailed('Redis is unreachable. Only this machine is in maintenance mode. End it with: npm run up');
  }
  terminal.print('Maintenance mode enabled. End it with: npm run up');
}

export default command({
  name: 'down',
  summary: 'Enable maintenance mode: respond to every request with 503',
  options: {
    '--message <text>': 'Message for clients',
    '--retry <seconds>': 'Seconds until clients should retry',
  },

  run: async ({ message, retry }) => {
    const state = { ...(message && { message }), ...(retry !== undefined && { retryAfter: parseSeconds(retry) }) };
    await withApplication(() => takeDown(state));
  },
});
