/** The code that a database's driver gave an error, such as `23505` or `ER_DUP_ENTRY`; Sequelize keeps it in `parent`. */
export function getDriverErrorCode(error: unknown): string | undefined {
  const { parent } = Object(error) as { parent?: { code?: unknown } };
  return typeof parent?.code === 'string' ? parent.code : undefined;
}
