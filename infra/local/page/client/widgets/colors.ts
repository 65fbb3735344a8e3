/** Told apart in both colour schemes, also by those who see red and green alike (after Okabe and Ito). */
const PALETTE = ['#0079c1', '#d55e00', '#009e73', '#b86a9c', '#c99400', '#4aa5d6', '#7a6ff0', '#8a8a8a'];

export const colorOf = (place: number): string => PALETTE[place % PALETTE.length] ?? '#888888';

export const ink = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
