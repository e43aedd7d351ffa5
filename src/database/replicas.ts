import type { Sequelize } from 'sequelize';

/** Query options of reads that may be a moment out of date, such as lists: replicas answer them where there are any. */
export const fromReplica = { useMaster: false } as const;

/**
 * Sends every query to the primary, unless its options say `fromReplica`: a replica lags, so it may not know yet what was
 * just written. The hook sees models, aggregates and raw SQL alike, because each of them takes a connection.
 */
export function readFromPrimaryByDefault(sequelize: Sequelize): void {
  sequelize.addHook('beforePoolAcquire', (options) => {
    options.useMaster ??= true;
  });
}
