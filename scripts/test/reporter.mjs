// @ts-check
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { RETRIED } from './step.mjs';

/**
 * Mocha's own `spec` on the screen with the tests that are tried again, and the counts in the file that AWAIT_LENS_COUNTS names, for
 * scripts/test.mjs to add up.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const skipped = [];
    /** @type {string[]} */
    const retried = [];
    runner.on('pending', (test) => skipped.push(test.fullTitle()));
    runner.on('retry', (test, error) => {
      retried.push(test.fullTitle());
      console.log(`${RETRIED}${test.fullTitle()}\n${error.stack ?? error}`);
    });
    runner.once('end', () => {
      const file = process.env['AWAIT_LENS_COUNTS'];
      const { passes: passed, failures: failed } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped, retried }));
    });
  }
}
