import { z } from "zod";

/** A text that becomes a value, or a problem with these words. The text itself is never repeated: it may be secret. */
export const parsed = <T>(parse: (text: string) => T | undefined, words: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: words });
    return z.NEVER;
  });

export const parseNumber = (text: string, min: number, max: number, pattern: RegExp) =>
  pattern.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
/** A whole number within bounds. */
export const whole = (min: number, max: number) =>
  parsed((text) => parseNumber(text, min, max, /^\d{1,15}$/), `must be a whole number from ${min} to ${max}`);
/** A number within bounds, with decimals. */
export const decimal = (min: number, max: number) =>
  parsed(
    (text) => parseNumber(text, min, max, /^\d{1,12}(\.\d{1,12})?$/),
    `must be a number from ${min} to ${max}`,
  );

export const parseSwitch = (text: string) =>
  ({ true: true, "1": true, false: false, "0": false })[text.toLowerCase()];
export const onOff = parsed(parseSwitch, "must be true or false");

/** One of these words. */
export const oneOf = <const T extends string>(...names: T[]) =>
  parsed((text) => names.find((name) => name === text), `must be one of ${names.join(", ")}`);

function parseUrl(text: string, protocols: string[]): URL | undefined {
  const url = URL.parse(text);
  return url && protocols.includes(url.protocol) ? url : undefined;
}
export const httpUrl = parsed(
  (text) => parseUrl(text, ["http:", "https:"])?.href.replace(/\/$/, ""),
  "must be an address that begins with http:// or https://",
);
/** The beginning of an address: protocol, host and port. */
export const origin = parsed((text) => {
  const url = parseUrl(text, ["http:", "https:"]);
  return url && url.pathname === "/" && !url.search && !url.hash && !url.username ? url.origin : undefined;
}, "must be an address such as https://learn.example.org, without a path");
export const databaseUrl = parsed(
  (text) => (parseUrl(text, ["postgres:", "postgresql:"]) ? text : undefined),
  "must be an address such as postgresql://user:password@host:5432/database",
);
