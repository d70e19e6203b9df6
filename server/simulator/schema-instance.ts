import { isRecord, type Json } from "./http.ts";

const PLAN_FIELDS = ["id", "tag", "title", "desc", "alt"];

/** Recognises the schema of a lesson plan by its fields: {title, steps: [{id, tag, title, desc, alt}]}. */
export function isPlanSchema(schema: Json): boolean {
  const root = follow(schema, schema);
  const properties = isRecord(root.properties) ? root.properties : {};
  const steps = isRecord(properties.steps) ? follow(properties.steps, schema) : {};
  const item = isRecord(steps.items) ? follow(steps.items, schema) : {};
  const fields = isRecord(item.properties) ? Object.keys(item.properties).sort() : [];
  return (
    Object.keys(properties).sort().join() === "steps,title" &&
    fields.join() === [...PLAN_FIELDS].sort().join()
  );
}

/**
 * The smallest instance of a JSON schema: required fields only, the first choice of a union, the least number of
 * items. Understands what zod and the providers' strict modes write; `pattern` is met by trying a few usual texts.
 */
export function instanceOf(schema: Json): unknown {
  return make(schema, schema, 0, 0);
}

function make(given: Json, root: Json, index: number, depth: number): unknown {
  const schema = follow(given, root);
  if (depth > 32) return null;
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[index % schema.enum.length];
  if ("default" in schema) return schema.default;
  const union = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(union)) {
    // A deep schema that refers to itself ends at its plainest branch.
    const branches = union.filter(isRecord);
    const plain = branches.find((branch) => branch.type === "null");
    const branch = depth > 8 && plain ? plain : branches[0];
    return branch === undefined ? null : make(branch, root, index, depth + 1);
  }
  if (Array.isArray(schema.allOf))
    return make(merge(schema, schema.allOf.filter(isRecord), root), root, index, depth + 1);
  switch (typeOf(schema)) {
    case "object":
      return makeObject(schema, root, depth);
    case "array":
      return makeArray(schema, root, depth);
    case "string":
      return makeString(schema, index);
    case "integer":
    case "number":
      return makeNumber(schema, index);
    case "boolean":
      return false;
    default:
      return null;
  }
}

/** Follows `$ref` inside the document. */
function follow(schema: Json, root: Json): Json {
  let current = schema;
  for (let hops = 0; typeof current.$ref === "string" && hops < 16; hops++) {
    let target: unknown = root;
    for (const name of current.$ref.replace(/^#\/?/, "").split("/").filter(Boolean)) {
      target = isRecord(target) ? target[name.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
    }
    if (!isRecord(target)) return {};
    current = target;
  }
  return current;
}

function merge(schema: Json, parts: Json[], root: Json): Json {
  const merged: Json = {};
  const properties: Json = {};
  const required: unknown[] = [];
  for (const part of [schema, ...parts.map((branch) => follow(branch, root))]) {
    Object.assign(merged, part);
    if (isRecord(part.properties)) Object.assign(properties, part.properties);
    if (Array.isArray(part.required)) required.push(...part.required);
  }
  delete merged.allOf;
  return Object.keys(properties).length > 0 ? { ...merged, properties, required } : merged;
}

function typeOf(schema: Json): string | undefined {
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== "null") : schema.type;
  if (typeof type === "string") return type.toLowerCase();
  if (isRecord(schema.properties)) return "object";
  return isRecord(schema.items) ? "array" : undefined;
}

function makeObject(schema: Json, root: Json, depth: number): Json {
  const properties = isRecord(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const made: Json = {};
  for (const name of required) {
    if (typeof name !== "string") continue;
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    made[name] = isRecord(property) ? make(property, root, 0, depth + 1) : "sample";
  }
  return made;
}

function makeArray(schema: Json, root: Json, depth: number): unknown[] {
  const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.filter(isRecord) : [];
  const least = Math.min(Math.max(numberIn(schema.minItems) ?? 0, first.length), 1_000);
  return Array.from({ length: least }, (_, index) => {
    const item = first[index] ?? (isRecord(schema.items) ? schema.items : { type: "string" });
    return make(item, root, index, depth + 1);
  });
}

const FORMATS: Record<string, string> = {
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  time: "00:00:00Z",
  uuid: "00000000-0000-4000-8000-000000000000",
  email: "sample@example.com",
  uri: "https://example.com/",
  url: "https://example.com/",
};
const USUAL_TEXTS = [
  "sample",
  "Sample",
  "SAMPLE",
  "a",
  "A",
  "1",
  "01",
  "2026-01-01",
  "12:00",
  "en",
  "#336699",
  "a-1",
  "A1",
];

function makeString(schema: Json, index: number): string {
  if (typeof schema.format === "string" && FORMATS[schema.format]) return FORMATS[schema.format] ?? "";
  if (typeof schema.pattern === "string") {
    try {
      const pattern = new RegExp(schema.pattern, "u");
      return [`sample-${index + 1}`, ...USUAL_TEXTS].find((text) => pattern.test(text)) ?? "sample";
    } catch {
      return "sample";
    }
  }
  const text = index === 0 ? "sample" : `sample ${index + 1}`;
  const padded = text.padEnd(Math.min(numberIn(schema.minLength) ?? 0, 10_000), ".");
  return padded.slice(0, numberIn(schema.maxLength) ?? padded.length);
}

function makeNumber(schema: Json, index: number): number {
  const above = numberIn(schema.exclusiveMinimum);
  const below = numberIn(schema.exclusiveMaximum);
  const low = numberIn(schema.minimum) ?? above ?? Math.min(0, numberIn(schema.maximum) ?? (below ?? 1) - 1);
  const high = numberIn(schema.maximum) ?? below ?? Number.POSITIVE_INFINITY;
  const fits = (value: number) => value >= low && value <= high && value !== above && value !== below;
  const step = numberIn(schema.multipleOf) ?? 1;
  const first = Math.ceil(low / step) * step;
  // Items of a list differ where there is room; between two bounds that hold no step lies their middle.
  const candidates = [first + (index + 1) * step, first + index * step, first, first + step, low];
  const start = fits(first) ? 1 : 0;
  return candidates.slice(start).find(fits) ?? (low + high) / 2;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
