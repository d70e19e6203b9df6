import { describe, expect, it } from "vitest";
import { formatAgo, formatDuration, formatUsd } from "./format.ts";

describe("formats", () => {
  it("shows seconds as a clock", () => {
    expect([-1, 0, 7.9, 65, 3723].map(formatDuration)).toEqual(["0:00", "0:00", "0:07", "1:05", "1:02:03"]);
  });

  it("never rounds a cost down to nothing", () => {
    expect([0, 0.00001, 0.0021, 0.5, 12.3456].map((usd) => formatUsd("en", usd))).toEqual([
      "$0.00",
      "< $0.0001",
      "$0.0021",
      "$0.50",
      "$12.35",
    ]);
  });

  it("says how long ago something was", () => {
    const now = new Date("2026-03-01T12:00:00Z");
    const ago = (at: string, locale = "en") => formatAgo(locale, new Date(at), now);
    expect(ago("2026-03-01T11:59:40Z")).toBe("now");
    expect(ago("2026-03-01T11:55:00Z")).toBe("5 minutes ago");
    expect(ago("2026-02-28T11:00:00Z")).toBe("yesterday");
    expect(ago("2026-03-01T09:00:00Z", "ja")).toBe("3 時間前");
  });
});
