/** The beginning of a text, at most so long, without half of a character that takes two units. */
export function cutText(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}
