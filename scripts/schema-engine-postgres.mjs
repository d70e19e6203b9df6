// PostgreSQL for scripts/schema-engine.mjs: Prisma's own adapter, with what introspection needs beyond it.
import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";

// Types of the system tables that the adapter cannot read (prisma/orm#27403), as ones that it can.
const CHAR = 18;
const READABLE = { [CHAR]: 25, 19: 25, 1003: 1009 };

/** A factory of adapters; the shadow database is `shadowUrl`, else one made for the purpose and dropped after it. */
export function createFactory(url, shadowUrl) {
  return new Factory(url, shadowUrl);
}

/** Makes the database that a URL names. */
export async function createDatabase(url) {
  await runAsAdmin(url, `CREATE DATABASE ${pg.escapeIdentifier(new URL(url).pathname.slice(1))}`);
}

class Factory extends PrismaPg {
  #url;
  #shadowUrl;

  constructor(url, shadowUrl) {
    super({ connectionString: url });
    this.#url = url;
    this.#shadowUrl = shadowUrl;
  }

  async connect() {
    return complete(await super.connect());
  }

  /** The adapter's own one connects to the main database when it was given a connection string. */
  async connectToShadowDb() {
    if (this.#shadowUrl) return complete(await new PrismaPg({ connectionString: this.#shadowUrl }).connect());
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const shadow = new URL(this.#url);
    shadow.pathname = name;
    await createDatabase(shadow.href);
    const adapter = complete(await new PrismaPg({ connectionString: shadow.href }).connect());
    const dispose = adapter.dispose.bind(adapter);
    adapter.dispose = async () => {
      await dispose();
      await runAsAdmin(this.#url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
    };
    return adapter;
  }
}

/** Gives an adapter whole scripts and the types of the system tables. */
function complete(adapter) {
  completePrototype(Object.getPrototypeOf(Object.getPrototypeOf(adapter)));
  // Its own way splits scripts at every ";", which breaks the bodies of functions.
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  return adapter;
}

const completed = new WeakSet();
const charColumns = new WeakMap();

function completePrototype(prototype) {
  if (completed.has(prototype)) return;
  completed.add(prototype);
  const { performIO, queryRaw } = prototype;
  prototype.performIO = async function (query) {
    const result = await performIO.call(this, query);
    const fields = result.fields ?? [];
    charColumns.set(
      result.rows,
      fields.flatMap((field, at) => (field.dataTypeID === CHAR ? [at] : [])),
    );
    for (const field of fields) field.dataTypeID = READABLE[field.dataTypeID] ?? field.dataTypeID;
    return result;
  };
  prototype.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    for (const at of charColumns.get(result.rows) ?? []) result.columnTypes[at] = ColumnTypeEnum.Character;
    return result;
  };
}

async function runAsAdmin(url, statement) {
  const admin = new URL(url);
  admin.pathname = "postgres";
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
