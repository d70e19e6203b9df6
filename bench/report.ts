import { loadavg } from "node:os";

export interface Figure {
  bench: string;
  figure: string;
  value: number;
  unit: string;
  /** The same figure of what a user would otherwise pick, measured in the same run. */
  versus?: Record<string, number>;
}

/** Prints one figure as one line of JSON, with the machine's load (one minute's average) beside it. */
export function report({ versus = {}, value, ...figure }: Figure): void {
  const rounded = Object.fromEntries(Object.entries(versus).map(([name, other]) => [name, round(other)]));
  console.log(
    JSON.stringify({ ...figure, value: round(value), versus: rounded, load: round(loadavg()[0] ?? 0) }),
  );
}

const round = (value: number) => Number(value.toPrecision(4));
