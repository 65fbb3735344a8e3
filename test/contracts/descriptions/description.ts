import type { ApiName } from '../recording/exchange.ts';
import type { OpenApiDocument } from './openapi.ts';

/** One published file. */
export interface Description {
  /** Without its folder. */
  readonly file: string;
  readonly api: ApiName;
  readonly document: OpenApiDocument;
  /** Where the file is not what its format asks for, read as far as that leaves it. */
  readonly defects: readonly { readonly line: number; readonly problem: string }[];
}

/** Schemas of 3.1 are JSON Schema 2020-12; those of 3.0 a dialect of an older draft. */
export const isVersion30 = ({ openapi }: OpenApiDocument): boolean => openapi.startsWith('3.0');
