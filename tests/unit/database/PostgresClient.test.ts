import { describe, expect, it } from '@jest/globals';
import { PostgresClient } from '../../../src/database/dialects/postgres.js';

describe('a PostgreSQL client', () => {
  it('survives a connection that breaks before Sequelize listens for errors', () => {
    const client = new PostgresClient();

    expect(() => client.emit('error', new Error('terminating connection due to administrator command'))).not.toThrow();
  });
});
