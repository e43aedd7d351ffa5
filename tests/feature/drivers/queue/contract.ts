import { describe } from '@jest/globals';
import { attemptRules } from './rules/attempts.js';
import { administrationRules } from './rules/administration.js';
import { dispatchRules } from './rules/dispatch.js';
import { familyRules } from './rules/families.js';
import { workerRules } from './rules/workers.js';
import { Bench, type QueueUnderTest } from './Bench.js';

/**
 * The contract of every queue that stores jobs. Import it with MAIL_PER_SECOND=5, a short QUEUE_POLL_MS and
 * support/database.js.
 */
export function queueContract(name: string, queue: QueueUnderTest): void {
  describe(`the ${name} queue`, () => {
    const bench = new Bench(queue);
    for (const rules of [dispatchRules, workerRules, attemptRules, familyRules, administrationRules]) rules(bench);
  });
}
