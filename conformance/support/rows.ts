/**
 * Reads the table of a step as rows of field and value, with or without a heading.
 */
import type { DataTable } from '@cucumber/cucumber'
import type { Row } from '../fields.ts'

/** Throws when a row is not two cells. */
export function rowsOf(table: DataTable): readonly Row[] {
  const rows = table.raw().map(([field, value, ...rest]): Row => {
    if (field === undefined || value === undefined || rest.length > 0) {
      throw new Error('a table has two columns, field and value')
    }
    return [field, value]
  })
  const [head] = rows
  return head?.[0] === 'field' && head[1] === 'value' ? rows.slice(1) : rows
}
