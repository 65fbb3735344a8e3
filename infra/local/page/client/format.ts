const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/** `12,345`; small numbers with as many digits as tell something. */
export const formatNumber = (value: number): string =>
  Math.abs(value) >= 100 || Number.isInteger(value) ? whole.format(value) : exact.format(value);

/** As short as the axis of a chart needs it. */
export const formatTick = (value: number): string =>
  Math.abs(value) >= 10_000 ? short.format(value) : exact.format(value);

export const formatTime = (ms: number): string => new Date(ms).toLocaleTimeString('en-GB');

export function formatAge(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** Texts that are moments are shown as the time of day; everything else as it is. */
export function formatCell(value: string | number | null): string {
  if (value === null) return '–';
  if (typeof value === 'number') return formatNumber(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatTime(Date.parse(value)) : value;
}
