import fc from "fast-check";
import pg from "pg";
import { expect, it } from "vitest";
import { openTestDatabase } from "../start/testing.ts";
import { storableJson } from "./storable-json.ts";

const Text = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\u0000", "\ud800", "\udfff", "\\", "\\u0000", "u0000"),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));
const Json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, Text, fc.double(), fc.constant(null), tie("list"), tie("object")),
  list: fc.array(tie("value"), { maxLength: 4 }),
  object: fc.dictionary(Text, tie("value"), { maxKeys: 4 }),
})).value;

it("whatever is made storable is taken by PostgreSQL as jsonb, and comes back the same", async () => {
  const database = await openTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await fc.assert(
    fc.asyncProperty(Json, async (value) => {
      const text = storableJson(value);
      const { rows } = await client.query("select $1::jsonb as kept", [text]);
      expect(rows[0].kept).toEqual(JSON.parse(text, (_key, field) => (Object.is(field, -0) ? 0 : field)));
    }),
    { numRuns: 300 },
  );
  await client.end();
  await database.close();
});
