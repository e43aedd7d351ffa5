import { withDatabase } from '../support/application.js';
import { command } from '../support/command.js';
import { rejectInProduction } from '../support/refuseInProduction.js';
import { requireTables } from '../support/refuseWithoutTables.js';
import { terminal } from '../support/terminal.js';

export default command({
  name: 'db:seed',
  summary: 'Add the records of the seeders that are not there yet',
  options: { '--force': 'In production too' },

  run: async ({ force }) => {
    await rejectInProduction('db:seed', 'db:seed adds accounts whose password everybody knows', force);
    await withDatabase(async () => {
      await requireTables();
      const { seedDatabase } = await import('../../src/database/seeders/DatabaseSeeder.js');
      const added = await seedDatabase();
      terminal.print(...(added.length > 0 ? added.map((line) => `Seeded ${line}`) : ['Everything was there already']));
    });
  },
});
