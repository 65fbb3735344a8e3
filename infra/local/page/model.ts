/** What the server tells the page. Types only: both sides import this file. */

export type Inline =
  | { readonly kind: 'text' | 'bold' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export interface Block {
  readonly kind: 'paragraph' | 'item' | 'h1' | 'h2' | 'h3';
  readonly parts: readonly Inline[];
}

/** On the 24 columns of a CloudWatch dashboard. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ChartLine {
  readonly label: string;
  /** One for each of the widget's times. */
  readonly values: readonly (number | null)[];
  readonly axis: 'left' | 'right';
  readonly color?: string;
}

export interface Axis {
  readonly min?: number;
  readonly max?: number;
  readonly label?: string;
}

export interface AlarmView {
  readonly name: string;
  readonly description: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly sinceMs: number;
  readonly problem?: string;
}

export type WidgetBody =
  | { readonly kind: 'text'; readonly blocks: readonly Block[] }
  | {
      readonly kind: 'chart';
      readonly look: 'line' | 'stacked' | 'bar';
      /** Epoch seconds. */
      readonly times: readonly number[];
      readonly lines: readonly ChartLine[];
      readonly axes: { readonly left: Axis; readonly right: Axis };
      readonly marks: readonly { readonly value: number; readonly label: string; readonly axis: 'left' | 'right' }[];
    }
  | {
      readonly kind: 'numbers';
      readonly look: 'number' | 'gauge';
      readonly numbers: readonly { readonly label: string; readonly value: number | null }[];
      readonly range: Axis;
    }
  | { readonly kind: 'alarms'; readonly alarms: readonly AlarmView[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | number | null)[])[];
    }
  | { readonly kind: 'missing'; readonly reason: string };

export interface WidgetView extends Place {
  readonly title: string;
  readonly body: WidgetBody;
  /** What a viewer has to know to read it right, such as a finer period than in the cloud. */
  readonly notes: readonly string[];
}

export interface DashboardView {
  readonly name: string;
  readonly nowMs: number;
  readonly startedMs: number;
  readonly widgets: readonly WidgetView[];
  readonly alarms: readonly AlarmView[];
}

export interface TenantView {
  readonly tenantId: string;
  readonly account: string;
  /** Records are shown of simulated accounts only. */
  readonly isSimulated: boolean;
  readonly contacts: number | null;
  readonly collections: readonly CollectionView[];
  readonly rejections: number;
}

export interface CollectionView {
  readonly name: string;
  readonly kind: 'orders' | 'catalog' | 'other';
  readonly records: number | null;
}

export interface MarketingView {
  readonly tenants: readonly TenantView[];
  /** Pictures of a simulated shop are addresses without a picture behind them. */
  readonly hasPictures: boolean;
}

/** A page of what Marketing holds; `next` asks for the page behind it. */
export interface RecordPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next?: number;
}
