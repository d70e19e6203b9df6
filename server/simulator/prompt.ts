/** Everything the simulated model recognises in a prompt. */
export interface PromptFacts {
  topic: string | undefined;
  language: string | undefined;
  /** The title of a step. */
  step: string | undefined;
  stepId: string | undefined;
  task: string | undefined;
}

/** Reads the lines `Topic: …`, `Language: …`, `Step: …`, `Step-id: …` and `Task: …`, in what the user said first. */
export function readPrompt(user: string, system: string): PromptFacts {
  const line = (name: string): string | undefined => {
    const pattern = new RegExp(`^[ \\t]*${name}:[ \\t]*(\\S.*)$`, "im");
    return (pattern.exec(user) ?? pattern.exec(system))?.[1]?.trim();
  };
  return {
    topic: line("Topic"),
    language: line("Language")?.toLowerCase(),
    step: line("Step"),
    stepId: line("Step-id")?.toLowerCase(),
    task: line("Task")?.toLowerCase(),
  };
}
