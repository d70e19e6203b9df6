export { visual } from "./pipeline.ts";
