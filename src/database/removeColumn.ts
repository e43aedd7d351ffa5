import type { QueryInterface } from 'sequelize';

/**
 * Drops a column. On SQLite, Sequelize's own `removeColumn` rebuilds the table, which loses its indexes and deletes all
 * rows that reference it by ON DELETE CASCADE.
 */
export async function removeColumn(schema: QueryInterface, table: string, column: string): Promise<void> {
  const [from, name] = [table, column].map((identifier) => schema.quoteIdentifier(identifier));
  await schema.sequelize.query(`ALTER TABLE ${from} DROP COLUMN ${name}`);
}
