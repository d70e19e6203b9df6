// What providers take of JSON schema. Input is what `z.toJSONSchema(schema, {io: "input"})` says.
import { AppError } from "../errors.ts";

export type JsonSchema = Record<string, unknown>;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const schemas = (value: unknown): JsonSchema[] => (Array.isArray(value) ? value.filter(isSchema) : []);
const entries = (value: unknown): [string, JsonSchema][] =>
  isSchema(value)
    ? Object.entries(value).filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]))
    : [];
const record = (list: [string, JsonSchema][]) => Object.fromEntries(list);

const STRICT_KEPT = [
  "type",
  "description",
  "title",
  "enum",
  "const",
  "$ref",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
];
const STRICT_FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"];

/**
 * OpenAI's strict subset: every field is required, so an optional one becomes nullable (`dropNulls` takes the nulls
 * away again), and no object has further fields. Lengths and patterns are left to the check of the reply.
 * @throws INTERNAL for what strict schemas cannot say: records, tuples, intersections, a root that is no object
 */
export function strictSchema(schema: JsonSchema): JsonSchema {
  if (schema.type !== "object" || !isSchema(schema.properties)) refuse("", "the root must be an object");
  return { ...strict(schema, ""), ...definitions(schema, (one, path) => strict(one, path)) };
}

function strict(schema: JsonSchema, path: string): JsonSchema {
  const out: JsonSchema = {};
  for (const key of STRICT_KEPT) if (schema[key] !== undefined) out[key] = schema[key];
  if (typeof schema.format === "string" && STRICT_FORMATS.includes(schema.format)) out.format = schema.format;
  if (schema.allOf !== undefined) refuse(path, "an intersection cannot be asked for");
  if (schema.prefixItems !== undefined) refuse(path, "a tuple cannot be asked for: use an object");
  if (schema.patternProperties !== undefined || isSchema(schema.additionalProperties))
    refuse(path, "a record cannot be asked for: use an array of objects");
  const union = schema.anyOf ?? schema.oneOf;
  if (union !== undefined) out.anyOf = schemas(union).map((one) => strict(one, path));
  if (isSchema(schema.items)) out.items = strict(schema.items, `${path}[]`);
  if (schema.type === "object") {
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const fields = entries(schema.properties).map(([name, field]): [string, JsonSchema] => {
      const converted = strict(field, path ? `${path}.${name}` : name);
      return [name, required.has(name) ? converted : nullable(converted)];
    });
    out.properties = record(fields);
    out.required = fields.map(([name]) => name);
    out.additionalProperties = false;
  } else if (out.type === undefined && !out.anyOf && !out.$ref && !out.enum && out.const === undefined) {
    refuse(path, "its type must be said");
  }
  return out;
}

function nullable(schema: JsonSchema): JsonSchema {
  return allowsNull(schema) ? schema : { anyOf: [schema, { type: "null" }] };
}

function refuse(path: string, why: string): never {
  throw new AppError("INTERNAL", `This schema has no strict form at "${path}": ${why}.`);
}

const GEMINI_KEPT = [
  "type",
  "format",
  "title",
  "description",
  "enum",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "required",
  "$ref",
];

/** What Gemini's `responseJsonSchema` reads; the rest, which it ignores or refuses, is left to the check of the reply. */
export function geminiSchema(schema: JsonSchema): JsonSchema {
  return { ...plain(schema), ...definitions(schema, plain) };
}

function plain(schema: JsonSchema): JsonSchema {
  const out: JsonSchema = {};
  for (const key of GEMINI_KEPT) if (schema[key] !== undefined) out[key] = schema[key];
  if (schema.const !== undefined) out.enum = [schema.const];
  const union = schema.anyOf ?? schema.oneOf;
  if (union !== undefined) out.anyOf = schemas(union).map(plain);
  if (isSchema(schema.properties)) {
    out.properties = record(entries(schema.properties).map(([name, field]) => [name, plain(field)]));
  }
  if (isSchema(schema.items)) out.items = plain(schema.items);
  if (Array.isArray(schema.prefixItems)) out.prefixItems = schemas(schema.prefixItems).map(plain);
  if (isSchema(schema.additionalProperties)) out.additionalProperties = plain(schema.additionalProperties);
  else if (schema.additionalProperties === false) out.additionalProperties = false;
  return out;
}

function definitions(schema: JsonSchema, convert: (one: JsonSchema, path: string) => JsonSchema): JsonSchema {
  if (!isSchema(schema.$defs)) return {};
  return { $defs: record(entries(schema.$defs).map(([name, one]) => [name, convert(one, `$defs.${name}`)])) };
}

/** A reference is taken to allow null: what it says is not looked up. */
function allowsNull(schema: JsonSchema): boolean {
  const { type, anyOf, oneOf } = schema;
  const union = schemas(anyOf ?? oneOf);
  if (union.length > 0) return union.some((one) => one.type === "null");
  return type === "null" || (Array.isArray(type) && type.includes("null"));
}

/**
 * A copy of a reply without the nulls that stand for absent fields: those of optional fields that may not be null.
 * Models write them by habit, and strict schemas make them.
 */
export function dropNulls(value: unknown, schema: JsonSchema, root: JsonSchema = schema): unknown {
  const at = resolve(schema, root);
  const union = schemas(at.anyOf ?? at.oneOf);
  if (union.length > 0) {
    const branch = union.map((one) => resolve(one, root)).find((one) => mayFit(value, one));
    return branch ? dropNulls(value, branch, root) : value;
  }
  if (Array.isArray(value)) {
    const { items } = at;
    return isSchema(items) ? value.map((item) => dropNulls(item, items, root)) : value;
  }
  if (!isSchema(value) || !isSchema(at.properties)) return value;
  const properties = at.properties;
  const required = Array.isArray(at.required) ? at.required : [];
  const kept: [string, unknown][] = [];
  for (const [name, field] of Object.entries(value)) {
    const schemaOf = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isSchema(schemaOf)) kept.push([name, field]);
    else if (field !== null) kept.push([name, dropNulls(field, schemaOf, root)]);
    else if (required.includes(name) || allowsNull(resolve(schemaOf, root)) || isOpen(schemaOf))
      kept.push([name, null]);
  }
  return Object.fromEntries(kept);
}

const isOpen = (schema: JsonSchema) => Object.keys(schema).length === 0;

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== "string") return schema;
  if (schema.$ref === "#") return root;
  const name = schema.$ref.replace(/^#\/\$defs\//, "");
  const found = isSchema(root.$defs) ? root.$defs[name] : undefined;
  return isSchema(found) ? found : {};
}

/** Whether a value can be of this branch of a union, as far as its kind and its constant fields tell. */
function mayFit(value: unknown, schema: JsonSchema): boolean {
  if (Array.isArray(value)) return schema.type === "array";
  if (!isSchema(value)) return schema.type !== "object" && schema.type !== "array";
  if (schema.type !== "object") return false;
  return entries(schema.properties).every(([name, field]) => {
    if (field.const !== undefined) return value[name] === field.const;
    return true;
  });
}
