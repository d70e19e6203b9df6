import type { RunKind } from "../contracts/run.ts";
import { AppError } from "../errors.ts";
import type { Painter } from "./picture/painter.ts";
import type { ExportedFile, ExportFormat, ExportSource, ExportWish } from "./types.ts";
import { visualFormats } from "./visual/visual-formats.ts";

export interface Exports {
  /**
   * Finds out whether a kind of run can be exported as it is wished for.
   * @throws AppError INVALID, which names what the kind supports
   */
  check(kind: RunKind, wish: ExportWish): void;
  /** Makes the file. @throws AppError as `check`, as the format, and when it takes too long */
  make(source: ExportSource, wish: ExportWish, signal: AbortSignal): Promise<ExportedFile>;
  /** Ends what is under way. */
  close(): void;
}

/** What each kind of run can be saved as; the names stand in addresses. */
function formatsByKind(painter: Painter): Partial<Record<RunKind, Record<string, ExportFormat>>> {
  return { visual: visualFormats(painter) };
}

export function createExports(painter: Painter): Exports {
  const kinds = formatsByKind(painter);

  function find(kind: RunKind, { format, step, width }: ExportWish): ExportFormat {
    const formats = kinds[kind] ?? {};
    const names = Object.keys(formats);
    if (names.length === 0)
      throw new AppError("INVALID", `A run of the kind ${kind} cannot be saved as a file yet.`, {
        issues: [{ path: "format", message: "is not supported by this kind of run" }],
      });
    const found = Object.hasOwn(formats, format) ? formats[format] : undefined;
    if (!found) throw invalid("format", `must be one of: ${names.join(", ")}`);
    const others = (can: "takesStep" | "takesWidth") =>
      names.filter((name) => formats[name]?.[can]).join(" and ");
    if (step !== undefined && !found.takesStep) throw invalid("step", `is for ${others("takesStep")} only`);
    if (width !== undefined && !found.takesWidth)
      throw invalid("width", `is for ${others("takesWidth")} only`);
    return found;
  }

  return {
    check: (kind, wish) => void find(kind, wish),
    make: async (source, wish, signal) => find(source.run.kind, wish).make(source, wish, signal),
    close: () => painter.close(),
  };
}

function invalid(path: string, message: string): AppError {
  return new AppError("INVALID", `${path}: ${message}.`, { issues: [{ path, message }] });
}
