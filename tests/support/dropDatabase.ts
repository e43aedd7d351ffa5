import { databaseConfig } from '../../src/config/database.js';
import { connectDatabase } from '../../src/database/sequelize.js';

const { dialect, database } = databaseConfig;

const server = await connectDatabase({ database: dialect === 'postgres' ? 'postgres' : '' });
await server.query(`DROP DATABASE IF EXISTS ${server.getQueryInterface().quoteIdentifier(database)}`);
await server.close();
