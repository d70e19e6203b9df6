/** Everything the simulated model recognises in a prompt. */
export interface PromptFacts {
  topic: string | undefined;
  language: string | undefined;
  /** The title of a step. */
  step: string | undefined;
  stepId: string | undefined;
  task: string | undefined;
  /** What a drawing that broke off held, as it was written. */
  soFar: string | undefined;
}

const SO_FAR = /^<<<SO FAR\r?\n([\s\S]*)\r?\nSO FAR>>>[ \t]*$/m;

/**
 * Reads the lines `Topic: …`, `Language: …`, `Step: …`, `Step-id: …` and `Task: …`, in what the user said first, and
 * what stands between the lines `<<<SO FAR` and `SO FAR>>>`.
 */
export function readPrompt(user: string, system: string): PromptFacts {
  const said = user.replace(SO_FAR, "");
  const line = (name: string): string | undefined => {
    const pattern = new RegExp(`^[ \\t]*${name}:[ \\t]*(\\S.*)$`, "im");
    return (pattern.exec(said) ?? pattern.exec(system))?.[1]?.trim();
  };
  return {
    topic: line("Topic"),
    language: line("Language")?.toLowerCase(),
    step: line("Step"),
    stepId: line("Step-id")?.toLowerCase(),
    task: line("Task")?.toLowerCase(),
    soFar: SO_FAR.exec(user)?.[1],
  };
}
