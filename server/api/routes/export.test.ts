import { describe, expect, it } from "vitest";
import type { RunSnapshot } from "../../contracts/run.ts";
import { AppError } from "../../errors.ts";
import { createExports, type Painter } from "../../export/index.ts";
import { drawingOf, drawnRun, PLAN } from "../../export/testing-run.ts";
import { endpoint } from "../http.ts";
import { LEARNER, RUN_ID, sent, testServices } from "../testing-services.ts";
import { exportRun } from "./export.ts";

const painter: Painter = {
  paint: async (_, width) => new TextEncoder().encode(`a picture ${width} wide`),
  close: () => {},
};
const sea = drawingOf("sea");
const plan = { ...PLAN, title: '雨の"しくみ"／\n🌧️ rain' };

async function get(
  query: string,
  { source = drawnRun({ sea }, { plan }), id = RUN_ID, method = "GET" as "GET" | "HEAD" } = {},
) {
  const asked: string[] = [];
  const { open, recorded } = testServices({
    exports: createExports(painter),
    runs: {
      snapshot: async (learnerId, id) => {
        if (learnerId !== LEARNER.learnerId || id !== RUN_ID)
          throw new AppError("NOT_FOUND", "There is no such run.");
        return source.run;
      },
      outputs: async (learnerId, id) => {
        asked.push(`${learnerId} ${id}`);
        return source.outputs;
      },
    },
  });
  const handlers = endpoint(open, { GET: exportRun });
  const answer = await handlers[method](...sent(method, `/api/runs/x/export${query}`, { params: { id } }));
  return { answer, recorded, asked };
}

describe("GET /api/runs/:id/export", () => {
  it("is a drawing to be saved under a name that everything reads, and shows it without running anything", async () => {
    const { answer, recorded, asked } = await get("?format=svg&step=sea");
    expect([answer.status, await answer.text()]).toEqual([200, sea.svg]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/svg+xml",
      "content-length": String(Buffer.byteLength(sea.svg)),
      "x-content-type-options": "nosniff",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'",
      "cache-control": "no-store",
    });
    const disposition = answer.headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]*\.svg"; filename\*=UTF-8''[\w%.-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? "")).toBe(
      "雨の しくみ ／ 🌧️ rain - 1 The sea.svg",
    );
    expect(recorded).toEqual([
      {
        name: "run_exported",
        data: { kind: "visual", format: "svg", step: "sea" },
        learnerId: LEARNER.learnerId,
        runId: RUN_ID,
      },
    ]);
    expect(asked).toEqual([`${LEARNER.learnerId} ${RUN_ID}`]);
  });

  it("is a picture in the width that is asked for", async () => {
    const { answer } = await get("?format=png&step=sea&width=4096");
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(await answer.text()).toBe("a picture 4096 wide");
  });

  it("is a zip of all drawings, or a page of them", async () => {
    const zip = (await get("?format=svg")).answer;
    expect(zip.headers.get("content-type")).toBe("application/zip");
    expect(zip.headers.get("content-disposition")).toMatch(/\.zip"; filename/);
    expect(Buffer.from(await zip.arrayBuffer()).toString("latin1", 0, 2)).toBe("PK");
    const page = (await get("?format=html")).answer;
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(await page.text()).toMatch(/^<!doctype html>/);
  });

  it("answers HEAD as GET, without the file", async () => {
    const { answer } = await get("?format=svg&step=sea", { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    expect(answer.headers.get("content-length")).toBe(String(Buffer.byteLength(sea.svg)));
  });

  it("refuses what it does not know, by name, and records nothing", async () => {
    for (const [query, path, message] of [
      ["", "format", "is required"],
      ["?format=pdf", "format", "must be one of: svg, png, html"],
      ["?format=html&step=sea", "step", "is for svg and png only"],
      ["?format=svg&width=800", "width", "is for png only"],
      ["?format=png&width=319", "width", "must be a whole number from 320 to 4096"],
      ["?format=png&width=4097", "width", "must be a whole number from 320 to 4096"],
      ["?format=png&width=1e3", "width", "must be a whole number from 320 to 4096"],
      ["?format=png&height=5", "height", "is not a known field"],
      ["?format=png&format=svg", "format", "is given more than once"],
    ] as const) {
      const { answer, recorded, asked } = await get(query);
      expect(answer.status, query).toBe(400);
      expect((await answer.json()).error.issues, query).toEqual([{ path, message }]);
      expect([recorded, asked], query).toEqual([[], []]);
    }
  });

  it("is 404 for another learner's run, and for a step that is none", async () => {
    expect((await get("?format=svg", { id: LEARNER.learnerId })).answer.status).toBe(404);
    expect((await get("?format=svg&step=moon")).answer.status).toBe(404);
  });

  it("is 409 with a sentence and the run's state as long as nothing is finished", async () => {
    const source = drawnRun({});
    for (const query of ["?format=svg", "?format=png&step=sea", "?format=html"]) {
      const { answer, recorded } = await get(query, { source });
      const { error } = await answer.json();
      expect([answer.status, error.code, recorded], query).toEqual([409, "CONFLICT", []]);
      expect(error.message).toContain("nothing to save yet");
      expect(error.state).toEqual(source.run satisfies RunSnapshot);
    }
  });

  it("says when a picture takes too long, and leaves a line in the log", async () => {
    const slow = createExports({
      paint: async () => {
        throw new AppError("TIMEOUT", "Too long.");
      },
      close: () => {},
    });
    const { run, outputs } = drawnRun({ sea });
    const { open, logged, recorded } = testServices({
      exports: slow,
      runs: { snapshot: async () => run, outputs: async () => outputs },
    });
    const { GET } = endpoint(open, { GET: exportRun });
    const answer = await GET(...sent("GET", "/api/runs/x/export?format=png", { params: { id: RUN_ID } }));
    expect([answer.status, (await answer.json()).error.code]).toEqual([504, "TIMEOUT"]);
    expect([logged.length, recorded]).toEqual([1, []]);
  });
});
