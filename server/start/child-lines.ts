// What a person sees of the processes' output.

const LEVELS: Record<number, string> = { 40: "warning", 50: "error", 60: "fatal" };

/**
 * One line of a child for people, or `null` for what only matters to those who read logs: records (JSON) below a
 * warning. `verbose` shows every line as it is.
 */
export function describeLine(line: string, verbose: boolean): string | null {
  if (verbose) return line;
  if (!line.trim()) return null;
  const record = parseRecord(line);
  if (record === null) return line;
  const level = LEVELS[record.level];
  if (level === undefined) return null;
  const cause = record.err?.message;
  return `${level}: ${record.msg ?? ""}${cause && cause !== record.msg ? ` (${cause})` : ""}`;
}

interface LogRecord {
  level: number;
  msg?: string;
  err?: { message?: string };
}

function parseRecord(line: string): LogRecord | null {
  if (!line.startsWith("{")) return null;
  try {
    const record = JSON.parse(line) as Partial<LogRecord>;
    return typeof record.level === "number" ? (record as LogRecord) : null;
  } catch {
    return null;
  }
}
