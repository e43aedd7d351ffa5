import type { QueryInterface } from 'sequelize';

/**
 * Drops a column and nothing else. Sequelize's own `removeColumn` rebuilds the table on SQLite: its indexes are gone
 * afterwards, and with them every row of other tables that refers to it by ON DELETE CASCADE.
 */
export async function removeColumn(schema: QueryInterface, table: string, column: string): Promise<void> {
  const [from, name] = [table, column].map((identifier) => schema.quoteIdentifier(identifier));
  await schema.sequelize.query(`ALTER TABLE ${from} DROP COLUMN ${name}`);
}
