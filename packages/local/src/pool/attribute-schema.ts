import { invalidParameter } from './service-error.js'
import type { AttributeDataType, SchemaAttribute } from './settings.js'

/** One attribute of a pool, with every member decided. `name` is as on the wire: custom ones have their prefix. */
export interface AttributeDefinition {
  readonly name: string
  readonly dataType: AttributeDataType
  readonly isDeveloperOnly: boolean
  readonly isMutable: boolean
  readonly isRequired: boolean
  readonly minLength: number
  readonly maxLength: number
  readonly minValue?: number
  readonly maxValue?: number
}

export type AttributeSchema = ReadonlyMap<string, AttributeDefinition>

const standard = (name: string, changes: Partial<AttributeDefinition> = {}): AttributeDefinition => ({
  name,
  dataType: 'String',
  isDeveloperOnly: false,
  isMutable: true,
  isRequired: false,
  minLength: 0,
  maxLength: 2048,
  ...changes,
})

const TEXT_ATTRIBUTES =
  'name given_name family_name middle_name nickname preferred_username profile picture website email ' +
  'gender zoneinfo locale phone_number address'

const STANDARD_ATTRIBUTES: readonly AttributeDefinition[] = [
  standard('sub', { isRequired: true, isMutable: false, minLength: 1 }),
  ...TEXT_ATTRIBUTES.split(' ').map(name => standard(name)),
  standard('birthdate', { minLength: 10, maxLength: 10 }),
  standard('updated_at', { dataType: 'Number', minValue: 0 }),
  standard('email_verified', { dataType: 'Boolean' }),
  standard('phone_number_verified', { dataType: 'Boolean' }),
  standard('identities'),
]

const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text))

function define(attribute: SchemaAttribute, known: AttributeDefinition | undefined): AttributeDefinition {
  const { Name = '', StringAttributeConstraints: text, NumberAttributeConstraints: range } = attribute
  const isDeveloperOnly = attribute.DeveloperOnlyAttribute ?? false
  const base = known ?? standard(`${isDeveloperOnly ? 'dev:' : ''}custom:${Name}`)
  if (known === undefined && attribute.Required) {
    throw invalidParameter('Required custom attributes are not supported currently.')
  }
  const minValue = numberOf(range?.MinValue) ?? base.minValue
  const maxValue = numberOf(range?.MaxValue) ?? base.maxValue
  return {
    ...base,
    dataType: attribute.AttributeDataType ?? base.dataType,
    isDeveloperOnly,
    // Custom attributes are immutable unless the schema says otherwise; standard ones the other way round.
    isMutable: attribute.Mutable ?? known !== undefined,
    isRequired: attribute.Required ?? base.isRequired,
    minLength: numberOf(text?.MinLength) ?? base.minLength,
    maxLength: numberOf(text?.MaxLength) ?? base.maxLength,
    ...(minValue === undefined ? {} : { minValue }),
    ...(maxValue === undefined ? {} : { maxValue }),
  }
}

/**
 * The standard attributes, changed and extended by CreateUserPool's `Schema`.
 *
 * @throws {ServiceError} InvalidParameterException for a required custom attribute.
 */
export function createAttributeSchema(changes: readonly SchemaAttribute[] = []): AttributeSchema {
  const schema = new Map(STANDARD_ATTRIBUTES.map(definition => [definition.name, definition]))
  for (const change of changes) {
    const definition = define(change, schema.get(change.Name ?? ''))
    schema.set(definition.name, definition)
  }
  return schema
}
