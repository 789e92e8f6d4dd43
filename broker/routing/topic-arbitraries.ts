/**
 * Random topics and filters for the fuzz tests: few words and few levels, so that topics and filters
 * meet often; with empty levels and `$` where the rules differ. Tests only.
 */
import fc from 'fast-check'

const LEVELS_MAX = 4

function joined(level: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.array(level, { minLength: 1, maxLength: LEVELS_MAX }).map((levels) => levels.join('/'))
}

const word = fc.constantFrom('a', 'b', '', '$x')

/** Valid topic names. */
export const topics = joined(word).filter((topic) => topic !== '')

/** Valid filters: a `#` takes the last place. */
export const filters = fc
  .tuple(joined(fc.oneof(word, fc.constant('+'))), fc.constantFrom('', '/#', '#'))
  .map(([levels, end]) => (end === '#' ? '#' : levels + end))
  .filter((filter) => filter !== '')
