import { type Options, Sequelize, type Transaction, type TransactionOptions } from 'sequelize';
import { Semaphore } from '../../utils/Semaphore.js';
import { transactionContext } from '../transactionContext.js';

type TransactionWork<T> = (transaction: Transaction) => PromiseLike<T>;

const READ_STATEMENT = /^\s*(SELECT|PRAGMA|EXPLAIN)\b/i;

/** Sequelize ends a transaction with `cleanup`, or with `forceCleanup` where its commit or rollback failed. */
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
 * SQLite has one writer: of twenty transactions at once, sixteen fail as busy. Here writes and transactions of the
 * process stand in one queue, so that none fails; reads go past it, as WAL allows.
 */
export class SqliteSequelize extends Sequelize {
  private readonly writeSemaphore = new Semaphore(1);

  public constructor(options: Options) {
    super(options);
    // Behind a proxy, because `query` has a dozen overloads and this is about none of them.
    this.query = new Proxy(this.query.bind(this), {
      apply: (query, self, parameters: Parameters<Sequelize['query']>) =>
        this.queueWrite(parameters, () => Reflect.apply(query, self, parameters)),
    });
  }

  private queueWrite<T>([sql, options]: Parameters<Sequelize['query']>, run: () => Promise<T>): Promise<T> {
    const inTransaction = options?.transaction ?? transactionContext.get('transaction');
    const text = typeof sql === 'string' ? sql : sql.query;
    return inTransaction || READ_STATEMENT.test(text) ? run() : this.writeSemaphore.run(run);
  }

  public override transaction<T>(options: TransactionOptions, work: TransactionWork<T>): Promise<T>;
  public override transaction<T>(work: TransactionWork<T>): Promise<T>;
  public override transaction(options?: TransactionOptions): Promise<Transaction>;
  public override transaction<T>(
    first?: TransactionOptions | TransactionWork<T>,
    second?: TransactionWork<T>,
  ): Promise<T | Transaction> {
    const [options, work] = typeof first === 'function' ? [{}, first] : [first ?? {}, second];
    const outer = options.transaction ?? (transactionContext.get('transaction') as Transaction | null | undefined);
    const nested = { ...options, transaction: outer ?? null };
    if (outer) return work ? super.transaction(nested, work) : super.transaction(nested);
    return this.withWriteLock<T | Transaction>((release) =>
      work ? super.transaction(options, this.withRelease(work, release)) : this.beginTransaction(options, release),
    );
  }

  /** Begins when all earlier writes have ended; `release` lets the next one begin. */
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
