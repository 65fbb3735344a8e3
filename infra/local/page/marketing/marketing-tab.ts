import { canonicalCode, FAILURE_CODES } from '../../../../shared/domain/failure-codes.ts';
import type { RejectionStore } from '../../../../shared/ports.ts';
import type { MarketingView, RecordPage, TenantView } from '../model.ts';
import type { AccountReader } from './account-reader.ts';

export interface TabTenant {
  readonly tenantId: string;
  readonly account: string;
  readonly reader: AccountReader;
}

export interface MarketingTabOptions {
  readonly tenants: readonly TabTenant[];
  readonly rejections: Pick<RejectionStore, 'listRejections'>;
  readonly hasPictures: boolean;
}

const PAGE = 24;

/** What is in Marketing now, and what did not get there. */
export class MarketingTab {
  readonly #options: MarketingTabOptions;

  constructor(options: MarketingTabOptions) {
    this.#options = options;
  }

  async overview(): Promise<MarketingView> {
    const { tenants, rejections, hasPictures } = this.#options;
    const views = tenants.map(async ({ tenantId, account, reader }): Promise<TenantView> => {
      const [counts, refused] = await Promise.all([reader.count(), rejections.listRejections(tenantId)]);
      return { tenantId, account, isSimulated: reader.isSimulated, rejections: refused.length, ...counts };
    });
    return { tenants: await Promise.all(views), hasPictures };
  }

  /** @returns `undefined` when there is no such tenant or its records are not shown */
  contacts(tenantId: string, from: number): Promise<RecordPage> | undefined {
    return this.#find(tenantId)?.reader.records?.contacts(from, PAGE);
  }

  /** @returns `undefined` when there is no such tenant or its records are not shown */
  collection(tenantId: string, name: string, from: number): Promise<RecordPage> | undefined {
    return this.#find(tenantId)?.reader.records?.collection(name, from, PAGE);
  }

  /** Ids, codes and remedies only: a stored rejection holds no personal data. */
  async rejections(tenantId: string, from: number): Promise<RecordPage | undefined> {
    if (!this.#find(tenantId)) return undefined;
    const all = await this.#options.rejections.listRejections(tenantId);
    const next = from + PAGE;
    return {
      items: all.slice(from, next).map((one) => ({ ...one, remedy: FAILURE_CODES[canonicalCode(one.code)]?.remedy })),
      ...(next < all.length && { next }),
    };
  }

  #find(tenantId: string): TabTenant | undefined {
    return this.#options.tenants.find((tenant) => tenant.tenantId === tenantId);
  }
}
