import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';

type Values = Map<string, unknown>;

const storage = new AsyncLocalStorage<Values>();

/** What Sequelize needs to hand the open transaction to every query of the same asynchronous flow. */
export const transactionContext = {
  get: (key: string): unknown => storage.getStore()?.get(key),

  set: (key: string, value: unknown): void => {
    storage.getStore()?.set(key, value);
  },

  run: (work: (values: Values) => unknown): Values => {
    const values: Values = new Map();
    storage.run(values, () => work(values));
    return values;
  },

  bind: (work: () => unknown): (() => unknown) => AsyncResource.bind(work),
};
