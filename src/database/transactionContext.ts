import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

type ContextValues = Map<string, unknown>;

const storage = new AsyncLocalStorage<ContextValues>();

function isRolledBack(transaction: unknown): boolean {
  return (transaction as { finished?: string } | null | undefined)?.finished === 'rollback';
}

/**
 * The CLS namespace of Sequelize, on AsyncLocalStorage: passes the current transaction to every query of the same
 * asynchronous flow.
 */
export const transactionContext = {
  get: (key: string): unknown => storage.getStore()?.get(key),

  set: (key: string, value: unknown): void => {
    const values = storage.getStore();
    // Sequelize clears the transaction when it ends. Work that still runs after a rollback must fail instead of writing
    // outside of the transaction.
    if (value === null && isRolledBack(values?.get(key))) return;
    values?.set(key, value);
  },

  run: (work: (values: ContextValues) => unknown): ContextValues => {
    const values: ContextValues = new Map();
    storage.run(values, () => work(values));
    return values;
  },

  bind: (work: () => unknown): (() => unknown) => AsyncResource.bind(work),
};
