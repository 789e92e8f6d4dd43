/** Reads single properties by the specification's names. Judges nothing. */
import type { Property, PropertyValue } from '../wire/packet.ts'

/** The first of this name; undefined when there is none. */
export function propertyValue(
  properties: readonly Property[],
  name: string,
): PropertyValue | undefined {
  return properties.find((property) => property.name === name)?.value
}

/** As `propertyValue`; undefined also when the value is no number. */
export function propertyNumber(properties: readonly Property[], name: string): number | undefined {
  const value = propertyValue(properties, name)
  return typeof value === 'number' ? value : undefined
}
