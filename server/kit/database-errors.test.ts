import { describe, expect, it } from "vitest";
import { isConflictError, isConnectionError } from "./database-errors.ts";

const error = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);

describe("isConnectionError", () => {
  it.each([
    error("refused", { code: "ECONNREFUSED" }),
    error("connect", { code: "P1001" }),
    error("transaction", { code: "P2028" }),
    error("terminated", { code: "57P01" }),
    error("many", { code: "53300" }),
    error("broken", { code: "08006" }),
    error("Connection terminated unexpectedly"),
    error("Database error. Code: `57P03`. Message: `the database system is not yet accepting connections`"),
    error("timeout expired"),
    error("LISTEN/NOTIFY heartbeat timed out"),
    error("Query read timeout"),
    error("The listening connection does not answer."),
    error("raw", { code: "P2010", meta: { code: "57P03" } }),
    error("outer", { cause: error("inner", { cause: error("socket", { code: "ECONNRESET" }) }) }),
    new AggregateError([error("v6", { code: "ECONNREFUSED" }), error("v4", { code: "ECONNREFUSED" })]),
  ])("knows $message", (one) => {
    expect(isConnectionError(one)).toBe(true);
    expect(isConflictError(one)).toBe(false);
  });

  it.each([
    error("unique", { code: "P2002" }),
    error("syntax", { code: "42601" }),
    error("plain"),
    "ECONNREFUSED",
    null,
    undefined,
    { code: 1001 },
  ])("leaves %s alone", (one) => {
    expect(isConnectionError(one)).toBe(false);
    expect(isConflictError(one)).toBe(false);
  });

  it("ends on an error that is its own cause", () => {
    const circle = error("circle");
    circle.cause = circle;
    expect(isConnectionError(circle)).toBe(false);
  });
});

describe("isConflictError", () => {
  it.each([
    error("write conflict", { code: "P2034" }),
    error("raw", { code: "P2010", meta: { code: "40P01" } }),
    error("deadlock detected"),
  ])("knows $message", (one) => {
    expect(isConflictError(one)).toBe(true);
    expect(isConnectionError(one)).toBe(false);
  });
});
