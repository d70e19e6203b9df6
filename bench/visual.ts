// Each part is loaded when its turn comes, and has the machine to itself.
import type { Product } from "./visual-product.ts";
import { startProduct } from "./visual-product.ts";

const PARTS: Record<string, () => Promise<(product: Product) => Promise<void>>> = {
  script: async () => (await import("./visual-page.ts")).measureScript,
  stroke: async () => (await import("./visual-page.ts")).measureFirstStroke,
  learners: async () => (await import("./visual-learners.ts")).measureLearners,
};

/**
 * What a learner waits for beside the model, and what many of them at once cost, of the whole product as it is
 * started. `VISUAL_BENCH=script,stroke`: only these parts.
 */
export async function run(): Promise<void> {
  const product = await startProduct();
  try {
    for (const name of process.env.VISUAL_BENCH?.split(",") ?? Object.keys(PARTS)) {
      const part = await PARTS[name]?.();
      if (!part) throw new Error(`VISUAL_BENCH: there is no ${name}, but ${Object.keys(PARTS).join(", ")}.`);
      await part(product);
    }
  } finally {
    await product.close();
  }
}
