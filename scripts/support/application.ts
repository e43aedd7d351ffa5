import { terminal } from './terminal.js';

/** The configuration, which in development makes its `.env` first. @throws InvalidEnvironment naming every problem */
export async function loadConfiguration() {
  const { startupNotice } = await import('../../src/config/env.js');
  if (startupNotice) terminal.note(startupNotice);
  const { appConfig } = await import('../../src/config/app.js');
  return appConfig;
}

async function silenceLogger(): Promise<void> {
  const { env } = await import('../../src/config/env.js');
  const { logger } = await import('../../src/logging/logger.js');
  // In development the server shows its SQL; here it would bury what the command says.
  logger.level = env.LOG_LEVEL ?? 'warn';
}

/** Runs work that loads the application, without connecting to anything, and lets the process end after it. */
export async function withApplication(work: () => Promise<void>): Promise<void> {
  await loadConfiguration();
  await silenceLogger();
  const { sequelize } = await import('../../src/database/sequelize.js');
  const { closeDrivers } = await import('../../src/drivers/lifecycle.js');
  try {
    await work();
  } finally {
    await closeDrivers();
    await sequelize.close();
  }
}

/** As withApplication(), connected to the database, which is created where it is missing. @throws DatabaseUnavailable */
export function withDatabase(work: () => Promise<void>): Promise<void> {
  return withApplication(async () => {
    const { connectOrCreate } = await import('../../src/database/connectOrCreate.js');
    const created = await connectOrCreate();
    if (created) terminal.print(created);
    await work();
  });
}
