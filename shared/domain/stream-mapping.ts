/** What a person may say about one stream beside the defaults, already parsed; see contracts/mapping-schema.ts. */
export interface StreamMapping {
  fields: readonly FieldRule[];
  /** JMESPath over the record: only those for which it is true are sent, the others are skipped and counted. */
  filter?: string;
  /** A predicate in commercetools' own words, added to every query of the stream. */
  where?: string;
  /** JMESPath over a customer: where it says no, the contact is unsubscribed from email. It never subscribes anybody. */
  optIn?: string;
}

/** The four types that a contact data field can have; record properties are made of the same four. */
export const FIELD_TYPES = ['String', 'Numeric', 'Date', 'Boolean'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];
export type FieldValue = string | number | boolean;

/** What to do where a field has no value: leave it out, empty it in Marketing, or send an empty text. */
export const NULL_POLICIES = ['skip', 'clear', 'send'] as const;
export type NullPolicy = (typeof NULL_POLICIES)[number];

export interface FieldRule {
  /** Name of the data field or of the record's property. */
  to: string;
  /** Name of a default that this one takes the place of; a rule with the name of a default does so by itself. */
  instead?: string;
  /** `false` switches the default of that name off. */
  enabled: boolean;
  /** JMESPath over commercetools' JSON; absent where a default is only renamed. */
  from?: string;
  type?: FieldType;
  /** Text of a value -> what is sent for it; a value that is not named counts as none. */
  values?: Readonly<Record<string, FieldValue>>;
  /** Sent where there is no value. */
  default?: FieldValue;
  whenNull: NullPolicy;
}

export const NO_MAPPING: StreamMapping = { fields: [] };
