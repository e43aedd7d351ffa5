import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfiguration } from '../support/application.js';
import { command } from '../support/command.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'up',
  summary: 'End the maintenance',

  run: async () => {
    await loadConfiguration();
    const { default: MaintenanceService, NOTICED_WITHIN } = await import('../../src/services/MaintenanceService.js');
    const wasDown = MaintenanceService.state !== undefined;
    MaintenanceService.up();
    await sleep(NOTICED_WITHIN);
    terminal.print(wasDown ? 'Up again' : 'It was not down');
  },
});
