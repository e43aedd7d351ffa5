import { setTimeout as sleep } from 'node:timers/promises';
import { withApplication } from '../support/application.js';
import { command } from '../support/command.js';
import { CommandFailed } from '../support/CommandFailed.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'up',
  summary: 'Disable maintenance mode',

  run: () =>
    withApplication(async () => {
      const { redisConfig } = await import('../../src/config/redis.js');
      const { default: MaintenanceService, POLL_INTERVAL } =
        await import('../../src/services/operations/MaintenanceService.js');
      await MaintenanceService.start();
      const wasDown = MaintenanceService.state !== undefined;
      const reach = await MaintenanceService.up();
      await sleep(POLL_INTERVAL);
      if (redisConfig.url && reach === 'this machine') {
        throw new CommandFailed('Redis is unreachable. Other machines are still in maintenance mode');
      }
      terminal.print(wasDown ? 'Maintenance mode disabled' : 'The application was not in maintenance mode');
    }),
});
