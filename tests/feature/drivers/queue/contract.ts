import { describe } from '@jest/globals';
import { attemptRules } from './rules/attempts.js';
import { administrationRules } from './rules/administration.js';
import { dispatchRules } from './rules/dispatch.js';
import { familyRules } from './rules/families.js';
import { workerRules } from './rules/workers.js';
import { Bench, type QueueUnderTest } from './Bench.js';

/**
 * What every queue that keeps jobs must do. To be imported with MAIL_PER_SECOND=5 and a short QUEUE_POLL_MS, and with
 * support/database.js.
 */
export function queueContract(name: string, queue: QueueUnderTest): void {
  describe(`the ${name} queue`, () => {
    const bench = new Bench(queue);
    for (const rules of [dispatchRules, workerRules, attemptRules, familyRules, administrationRules]) rules(bench);
  });
}
