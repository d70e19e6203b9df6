import { fence, isMarkup } from "./markup.ts";
import type { Fault } from "./rule.ts";

/** The ways in which what was said is not what was asked for; other faults leave the text as it is. */
export function disturb(text: string, fault: Fault): string {
  return isMarkup(text) ? disturbDrawing(text, fault) : disturbJson(text, fault);
}

function disturbJson(text: string, fault: Fault): string {
  switch (fault) {
    case "malformed":
      return `${text.slice(0, Math.ceil(text.length * 0.6)).replace(/[\s"}\]]+$/, "")}", , "unfinished: [tru`;
    case "fenced":
      return `\`\`\`json\n${text}\n\`\`\``;
    case "prose":
      return `Here is what you asked for [as JSON]:\n\n${text}\n\nI hope this helps!`;
    case "think":
      return `<think>\nThe reader wants {"something"}. Let me think about it first.\n</think>\n${text}`;
    default:
      return text;
  }
}

function disturbDrawing(text: string, fault: Fault): string {
  switch (fault) {
    case "malformed":
      // The model ends by itself, content with its work; but a part is missing, and what is last is no tag.
      return `${text.slice(0, Math.ceil(text.length * 0.6))}" <g <path d="M 10 L, 20 z fill=none <text x="4>and so on\n\nThat is the drawing.`;
    case "fenced":
      return fence(text);
    case "prose":
      return `Here is the drawing that you asked for, as one <svg> element:\n\n${fence(text)}\n\nI hope this helps! Its <title> says what it shows.`;
    case "think":
      return `<think>\nA sketch first: <svg viewBox="0 0 640 400"><circle cx="320" cy="200" r="90"/></svg>. Now with labels.\n</think>\n${text}`;
    default:
      return text;
  }
}
