import { refuseEmpty, refuseV3 } from '../refusal.ts';
import { Collection } from './collection.ts';
import { type CollectionScope, type CollectionType, findCollectionProblem, isCollectionName } from './insight-words.ts';

/** The Insight data collections of one account. */
export class CollectionStore {
  readonly #collections = new Map<string, Collection>();
  readonly #maxCollections: () => number;

  constructor(maxCollections: () => number) {
    this.#maxCollections = maxCollections;
  }

  list(scope?: CollectionScope): readonly Collection[] {
    const all = [...this.#collections.values()];
    return scope === undefined ? all : all.filter((collection) => collection.scope === scope);
  }

  find(name: string): Collection | undefined {
    return this.#collections.get(name);
  }

  /** @throws ReplyError 400 for a malformed name, 404 when there is none of this name and scope */
  get(name: string, scope?: CollectionScope): Collection {
    if (!isCollectionName(name)) throw refuseV3(400, 'insightData:invalidId', `'${name}' is not a collection name.`);
    const collection = this.#collections.get(name);
    if (collection !== undefined && (scope === undefined || collection.scope === scope)) return collection;
    throw refuseV3(404, 'insightData:collectionNotFound', `There is no collection '${name}'.`);
  }

  /** @throws ReplyError 400 when name, scope and type do not go together or differ from what is there, 412 when full */
  require(name: string, scope: CollectionScope, type: CollectionType): { readonly isMissing: boolean } {
    if (!isCollectionName(name)) throw refuseV3(400, 'insightData:invalidId', `'${name}' is not a collection name.`);
    const problem = findCollectionProblem(name, scope, type);
    if (problem !== undefined) throw refuseV3(400, 'insightData:badRequest', problem);
    const held = this.#collections.get(name);
    if (held !== undefined && (held.scope !== scope || held.type !== type)) {
      const description = `The collection exists with scope ${held.scope} and type ${held.type}.`;
      throw refuseV3(400, 'insightData:badRequest', description);
    }
    if (held === undefined && this.#collections.size >= this.#maxCollections()) throw refuseEmpty(412);
    return { isMissing: held === undefined };
  }

  create(name: string, scope: CollectionScope, type: CollectionType): Collection {
    const collection = new Collection(name, scope, type);
    this.#collections.set(name, collection);
    return collection;
  }

  delete(name: string): void {
    this.#collections.delete(name);
  }
}
