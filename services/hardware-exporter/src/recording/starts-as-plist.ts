/** Property lists begin with a tag, the text format never does. White space and a BOM are skipped. */
export function startsAsPlist(text: string): boolean {
  return /^[\0\s\ufeff]*</.test(text);
}
