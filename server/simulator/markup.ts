/** Whether a reply is a drawing, or the rest of one. */
export function isMarkup(reply: string): boolean {
  return /<svg[\s>]|<\/svg>/i.test(reply);
}

const FENCED = /^```\w*\n([\s\S]*)\n```\s*$/;

/** A drawing in a code fence, as many models give it; one that is in a fence already stays in one only. */
export function fence(drawing: string): string {
  return `\`\`\`svg\n${FENCED.exec(drawing)?.[1] ?? drawing}\n\`\`\``;
}
