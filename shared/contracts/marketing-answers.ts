import * as z from 'zod';

/**
 * What Marketing's answers must hold for the sync to understand them: the envelope, and of it only what is read. Rows of
 * large reports are read where they are needed (adapters/marketing), because checking each of 5,000 twice buys nothing.
 */

/** `PUT /contacts/v3/import` and `PUT /insightData/v3/import`, 202. */
export const importAccepted = z.object({ importId: z.string().min(1) });

/** `GET /contacts/v3/import/{importId}`. Only id and status are promised; the arrays may be missing. */
export const contactImportStatus = z.object({
  status: z.string(),
  created: z.unknown().optional(),
  updated: z.unknown().optional(),
  failures: z.unknown().optional(),
});

const count = z.number().int().nonnegative();

/** `GET /insightData/v3/import/{importId}`. Only id and status are promised. */
export const insightImportStatus = z.object({
  status: z.string(),
  summary: z.object({ totalImported: count.nullish() }).nullish(),
  failures: z.unknown().optional(),
});

/** `GET /v2/address-books/{id}`. */
export const contactList = z.object({ id: z.number().int(), name: z.string() });

/** `GET /v2/address-books`: up to 1,000 at once, a bare array. */
export const contactLists = z.array(contactList);

/** `GET /v2/data-fields`: not paged. The type stays open: a new one must not break the check of the others. */
export const dataFields = z.array(z.object({ name: z.string(), type: z.string() }));

/** `GET /v2/account-info`: everything is a string. */
export const accountInfo = z.object({
  id: z.number().int(),
  properties: z.array(z.object({ name: z.string(), value: z.string().nullish() })),
});

/** `GET /insightData/v3/collections`. The scope is not promised. */
export const insightCollections = z.array(
  z.object({
    collectionName: z.string(),
    collectionType: z.string(),
    collectionScope: z.string().nullish(),
    recordCount: z.number().nullish(),
  }),
);

export interface SchemaColumn {
  name: string;
  /** `STRING`, `FLOAT`, `TIMESTAMP`, `BOOLEAN`, `RECORD`; the set is open. */
  type: string;
  /** `REPEATED` for a list. */
  mode?: string | null | undefined;
  fields?: SchemaColumn[] | null | undefined;
}

const schemaColumn: z.ZodType<SchemaColumn> = z.object({
  name: z.string(),
  type: z.string(),
  mode: z.string().nullish(),
  get fields() {
    return z.array(schemaColumn).nullish();
  },
});

/** `GET /insightData/v3/collections/{name}/schema`. */
export const collectionSchema = z.object({ collectionType: z.string(), schema: z.array(schemaColumn) });

/** One record read back, on any of the record paths. */
export const insightRecord = z.object({
  key: z.string(),
  json: z.record(z.string(), z.unknown()),
  created: z.string(),
  updated: z.string(),
});

/** A page of records; `_links.next` is absent on the last one. */
export const insightRecordPage = z.object({
  _items: z.array(insightRecord),
  _links: z.object({ next: z.object({ marker: z.string() }).nullish() }),
});

/** `GET /contacts/v3/{identifier}/{value}`. Unknown status words are facts about the contact, not faults of the answer. */
export const contact = z.object({
  contactId: z.number().int(),
  status: z.string().nullish(),
  identifiers: z.record(z.string(), z.unknown()),
  dataFields: z.record(z.string(), z.unknown()).nullish(),
  channelProperties: z
    .object({ email: z.object({ optInType: z.string().nullish(), status: z.string().nullish() }).nullish() })
    .nullish(),
  lists: z.array(z.object({ id: z.number().int(), name: z.string(), status: z.string() })).nullish(),
});
