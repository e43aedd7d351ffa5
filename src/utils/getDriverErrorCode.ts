/** Returns the driver's error code, such as `23505` or `ER_DUP_ENTRY`, from an error of Sequelize. */
export function getDriverErrorCode(error: unknown): string | undefined {
  const { parent } = Object(error) as { parent?: { code?: unknown } };
  return typeof parent?.code === 'string' ? parent.code : undefined;
}
