import { createSvgStream } from "#server/svg/index.ts";
import type { Product } from "./visual-product.ts";

/** Topics that the simulated model has hand-made drawings of. */
export const TOPICS = [
  "photosynthesis",
  "blood circulation",
  "the water cycle",
  "plate tectonics",
  "electric circuits",
  "fractions",
];

/** What the simulated model will say about a topic. */
export interface Lesson {
  steps: { id: string; title: string }[];
  /** By step id: the index of the chunk with which an element can be drawn, by the element's number. */
  chunkOf: Map<string, Map<number, number>>;
  /** By step id: the index of the chunk with which the first shape can be drawn. */
  firstShape: Map<string, number>;
}

const SHAPES = new Set(["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"]);
const ASIDE = new Set(["defs", "symbol", "clipPath", "mask", "marker", "pattern"]);

/** Asks the model itself, as fast as it can: it always says the same of a topic, in the same chunks. */
export async function readLessons({ simulator, control }: Product): Promise<Map<string, Lesson>> {
  await control.pace("instant");
  const lessons = new Map<string, Lesson>();
  for (const topic of TOPICS) {
    const plan = JSON.parse((await chunksOf(simulator, `Task: plan\nTopic: ${topic}`)).join(""));
    const lesson: Lesson = { steps: plan.steps, chunkOf: new Map(), firstShape: new Map() };
    for (const { id } of lesson.steps) {
      const chunks = await chunksOf(simulator, `Task: draw\nTopic: ${topic}\nStep-id: ${id}`);
      const { chunkOf, firstShape } = follow(chunks);
      lesson.chunkOf.set(id, chunkOf);
      lesson.firstShape.set(id, firstShape);
    }
    lessons.set(topic, lesson);
  }
  await control.pace("natural");
  await control.clearCalls();
  return lessons;
}

/** The chunks of one reply, each as soon as it comes to `onChunk`. */
export async function chunksOf(
  simulator: string,
  prompt: string,
  onChunk: (text: string) => void = () => {},
): Promise<string[]> {
  const response = await fetch(`${simulator}/v1beta/models/gemini-3.5-flash:streamGenerateContent?alt=sse`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-goog-api-key": "sample" },
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: prompt }] }] }),
  });
  if (!response.ok || !response.body) throw new Error(`The simulated model answered ${response.status}.`);
  const chunks: string[] = [];
  let rest = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const frames = (rest + text).split("\r\n\r\n");
    rest = frames.pop() ?? "";
    for (const frame of frames) {
      const said = JSON.parse(frame.slice("data: ".length)).candidates?.[0]?.content?.parts?.[0]?.text;
      if (!said) continue;
      chunks.push(said);
      onChunk(said);
    }
  }
  return chunks;
}

/** Which chunk lets the engine draw which element. */
function follow(chunks: readonly string[]): { chunkOf: Map<number, number>; firstShape: number } {
  const stream = createSvgStream();
  const chunkOf = new Map<number, number>();
  const aside = new Set<number>();
  let firstShape = -1;
  for (const [index, chunk] of chunks.entries()) {
    for (const operation of stream.push(chunk)) {
      if (operation.op !== "open") continue;
      const { node, parent, name } = operation;
      chunkOf.set(node, index);
      if (ASIDE.has(name) || (parent !== null && aside.has(parent))) aside.add(node);
      else if (firstShape < 0 && SHAPES.has(name)) firstShape = index;
    }
  }
  if (firstShape < 0) throw new Error("A drawing of the simulated model has no shape.");
  return { chunkOf, firstShape };
}
