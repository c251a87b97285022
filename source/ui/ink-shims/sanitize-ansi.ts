/**
 * Stands for Ink's `sanitize-ansi`: all text from outside was cleaned when it was read (`protocol/text.ts`), so the
 * only escape sequences in a row are the styles of our own theme.
 */
export default function sanitizeAnsi(text: string): string {
  return text;
}
