import { terminal } from './terminal.js';

/**
 * Loads the configuration; in development this creates a missing `.env`. @throws InvalidEnvironment listing every
 * problem
 */
export async function loadConfiguration() {
  const { startupNotice } = await import('../../src/config/env.js');
  if (startupNotice) terminal.note(startupNotice);
  const { appConfig } = await import('../../src/config/app.js');
  return appConfig;
}

async function silenceLogger(): Promise<void> {
  const { env } = await import('../../src/config/env.js');
  const { logger } = await import('../../src/logging/logger.js');
  // In development the SQL log would bury the command's output.
  logger.level = env.LOG_LEVEL ?? 'warn';
}

/** Runs work with the application loaded but without connections, and closes the drivers afterwards. */
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

/**
 * Runs work like `withApplication`, connected to the database, which is created if it is missing. @throws
 * DatabaseUnavailable
 */
export function withDatabase(work: () => Promise<void>): Promise<void> {
  return withApplication(async () => {
    const { connectOrCreate } = await import('../../src/database/connectOrCreate.js');
    const notice = await connectOrCreate();
    if (notice) terminal.print(notice);
    await work();
  });
}
