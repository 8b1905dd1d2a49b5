/** What is hashed, embedded and indexed of a passage. The heading path gives a passage its context; it is not part of the shown text. */
import { createHash } from 'node:crypto';

/** SHA-256, hex, of what makes a passage the same passage: its headings and its text. */
export function passageHash(headingPath: readonly string[], text: string): string {
  return createHash('sha256')
    .update(JSON.stringify([headingPath, text]))
    .digest('hex');
}

/** Text for the embedding model, and what the words of keyword search are made of: product and headings first. */
export function contextualText(productName: string, headingPath: readonly string[], text: string): string {
  return `${[productName, ...headingPath].join(' > ')}\n\n${text}`;
}
