import type { AttributeDefinition, AttributeSchema } from './attribute-schema.js'
import { invalidParameter } from './service-error.js'

/** Attribute names and values as a request gives them. A blank value removes the attribute. */
export type AttributeValues = ReadonlyMap<string, string>

const isNumberInRange = (value: string, { minValue, maxValue }: AttributeDefinition) =>
  /^-?\d+$/.test(value) && !(Number(value) < (minValue ?? -Infinity)) && !(Number(value) > (maxValue ?? Infinity))

const HAS_TYPE: Readonly<Record<AttributeDefinition['dataType'], (v: string, d: AttributeDefinition) => boolean>> = {
  String: (value, { minLength, maxLength }) => value.length >= minLength && value.length <= maxLength,
  Number: isNumberInRange,
  DateTime: value => !Number.isNaN(Date.parse(value)),
  Boolean: value => value === 'true' || value === 'false',
}

/** Formats that go beyond an attribute's type. */
const FORMATS: ReadonlyMap<string, { pattern: RegExp; message: string }> = new Map([
  ['email', { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'Invalid email address format.' }],
  ['phone_number', { pattern: /^\+\d{1,15}$/, message: 'Invalid phone number format.' }],
])

const nonconforming = (name: string, problem: string) =>
  invalidParameter(`Attributes did not conform to the schema: ${name}: ${problem}`)

function assertValue(definition: AttributeDefinition, value: string): void {
  const format = FORMATS.get(definition.name)
  if (format && !format.pattern.test(value)) throw invalidParameter(format.message)
  if (!HAS_TYPE[definition.dataType](value, definition)) {
    throw nonconforming(definition.name, 'The attribute value does not fit its type or constraints')
  }
}

/**
 * Checks the attributes of a new user.
 *
 * @throws {ServiceError} InvalidParameterException naming the attribute.
 */
export function assertNewAttributes(schema: AttributeSchema, values: AttributeValues): void {
  for (const [name, value] of values) {
    const definition = schema.get(name)
    if (definition === undefined || name === 'sub') {
      throw nonconforming(name, 'Attribute does not exist in the schema.')
    }
    if (value !== '') assertValue(definition, value)
  }
}

/**
 * Checks a change of attributes.
 *
 * @throws {ServiceError} InvalidParameterException naming the attribute.
 */
export function assertAttributeChanges(schema: AttributeSchema, values: AttributeValues): void {
  for (const [name, value] of values) {
    const definition = schema.get(name)
    if (definition === undefined) throw invalidParameter(`Type for attribute {${name}} could not be determined`)
    if (!definition.isMutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`)
    if (value !== '') assertValue(definition, value)
    else if (definition.isRequired) throw nonconforming(name, 'The attribute is required')
  }
}
