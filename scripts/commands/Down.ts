import { setTimeout as sleep } from 'node:timers/promises';
import { withApplication } from '../support/application.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';

function parseSeconds(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new CommandFailed('--retry takes a whole number of seconds');
  return Number(text);
}

async function takeDown(state: { message?: string; retryAfter?: number }): Promise<void> {
  const { redisConfig } = await import('../../src/config/redis.js');
  const { default: MaintenanceService, POLL_INTERVAL } =
    await import('../../src/services/operations/MaintenanceService.js');
  const reach = await MaintenanceService.down(state);
  await sleep(POLL_INTERVAL);
  if (redisConfig.url && reach === 'this machine') {
    throw new CommandFailed('Redis cannot be reached: only this machine is down, open it again with: npm run up');
  }
  terminal.print('Down for maintenance; open again with: npm run up');
}

export default command({
  name: 'down',
  summary: 'Answer every request with 503, for maintenance',
  options: {
    '--message <text>': 'What clients are told',
    '--retry <seconds>': 'When they are told to try again',
  },

  run: async ({ message, retry }) => {
    const state = { ...(message && { message }), ...(retry !== undefined && { retryAfter: parseSeconds(retry) }) };
    await withApplication(() => takeDown(state));
  },
});
