const longest = 60;

/** A text of the user's for a message: at most 60 characters, never half of one. */
export function clip(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 3).replace(/\p{Cs}$/u, '')}...`;
}

/** The same in quotes, for advice: single quotes where they do, else the JSON form. */
export function quoted(text: string): string {
  const short = clip(text);
  // oxlint-disable-next-line no-control-regex -- what single quotes cannot hold
  return /[\u0000-\u001f']/.test(short) ? JSON.stringify(short) : `'${short}'`;
}
