import { type Options, Sequelize, type Transaction, type TransactionOptions } from 'sequelize';
import { Semaphore } from '../../utils/Semaphore.js';
import { transactionContext } from '../transactionContext.js';

type TransactionWork<T> = (transaction: Transaction) => PromiseLike<T>;

const READ_STATEMENT = /^\s*(SELECT|PRAGMA|EXPLAIN)\b/i;

/** Sequelize ends a transaction with `cleanup`, or with `forceCleanup` if its commit or rollback failed. */
function releaseOnCleanup(transaction: Transaction, release: () => void): void {
  for (const name of ['cleanup', 'forceCleanup']) {
    const cleanUp = Reflect.get(transaction, name) as () => void | Promise<void>;
    Reflect.set(transaction, name, () => {
      release();
      return cleanUp.call(transaction);
    });
  }
}

/**
 * SQLite has a single writer: of twenty concurrent transactions, sixteen fail as busy. Writes and transactions of this
 * process are therefore serialized. Reads bypass the queue, as WAL allows.
 */
export class SqliteSequelize extends Sequelize {
  private readonly writeSemaphore = new Semaphore(1);

  public constructor(options: Options) {
    super(options);
    // A proxy, because overriding `query` would require its dozen overloads.
    this.query = new Proxy(this.query.bind(this), {
      apply: (query, self, parameters: Parameters<Sequelize['query']>) =>
        this.queueWrite(parameters, () => Reflect.apply(query, self, parameters)),
    });
  }

  private queueWrite<T>([sql, options]: Parameters<Sequelize['query']>, run: () => Promise<T>): Promise<T> {
    const currentTransaction = options?.transaction ?? transactionContext.get('transaction');
    const statement = typeof sql === 'string' ? sql : sql.query;
    return currentTransaction || READ_STATEMENT.test(statement) ? run() : this.writeSemaphore.run(run);
  }

  public override transaction<T>(options: TransactionOptions, work: TransactionWork<T>): Promise<T>;
  public override transaction<T>(work: TransactionWork<T>): Promise<T>;
  public override transaction(options?: TransactionOptions): Promise<Transaction>;
  public override transaction<T>(
    first?: TransactionOptions | TransactionWork<T>,
    second?: TransactionWork<T>,
  ): Promise<T | Transaction> {
    const [options, work] = typeof first === 'function' ? [{}, first] : [first ?? {}, second];
    const outerTransaction =
      options.transaction ?? (transactionContext.get('transaction') as Transaction | null | undefined);
    const nestedOptions = { ...options, transaction: outerTransaction ?? null };
    if (outerTransaction) return work ? super.transaction(nestedOptions, work) : super.transaction(nestedOptions);
    return this.withWriteLock<T | Transaction>((release) =>
      work ? super.transaction(options, this.withRelease(work, release)) : this.beginTransaction(options, release),
    );
  }

  /** Waits for all earlier writes; `release` starts the next one. */
  private async withWriteLock<T>(begin: (release: () => void) => Promise<T>): Promise<T> {
    const release = await this.writeSemaphore.acquire();
    try {
      return await begin(release);
    } catch (error) {
      release();
      throw error;
    }
  }

  private withRelease<T>(work: TransactionWork<T>, release: () => void): TransactionWork<T> {
    return (transaction) => {
      releaseOnCleanup(transaction, release);
      return work(transaction);
    };
  }

  private async beginTransaction(options: TransactionOptions, release: () => void): Promise<Transaction> {
    const transaction = await super.transaction(options);
    releaseOnCleanup(transaction, release);
    return transaction;
  }
}
