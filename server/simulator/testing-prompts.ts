/** The prompts of a drawing, as the product writes them: what is asked for, then the plan around it. */
export interface DrawingAsked {
  topic: string;
  stepId: string;
  step?: string;
  language?: string;
  /** What came of a reply that was cut off: asks for the rest of it. */
  soFar?: string;
}

export function drawingPrompt({ topic, stepId, step = "A step", language, soFar }: DrawingAsked): string {
  const lines = [
    `Task: ${soFar === undefined ? "draw" : "continue-drawing"}`,
    `Topic: ${topic}`,
    "Reader: an interested adult",
    ...(language ? [`Language: ${language}`] : []),
    `Step-id: ${stepId}`,
    `Step: ${step}`,
    `\nThe whole explanation, "All of it":\n1. One: the first.\n2. Two: the second.`,
    ...(soFar === undefined ? [] : [`\nYour reply was cut off.\n<<<SO FAR\n${soFar}\nSO FAR>>>\n\nGo on.`]),
  ];
  return lines.join("\n");
}
