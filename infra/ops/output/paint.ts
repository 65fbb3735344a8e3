import { styleText } from 'node:util';

export type Style = 'plain' | 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Colours a text, where colours are wanted. */
export type Paint = (style: Style, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Colours on a terminal that shows them, unless NO_COLOR is set (node:util styleText: stream). */
export const paintFor =
  (stream: NodeJS.WriteStream): Paint =>
  (style, text) =>
    style === 'plain' ? text : styleText(style, text, { stream });

/**
 * Text that came from an account, a record or a person, on one line and without anything that a terminal would obey.
 */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
