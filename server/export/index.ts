export { createExports, type Exports } from "./exports.ts";
export { attachment } from "./file-name.ts";
export { createPainter, type Painter, type PainterOptions } from "./picture/painter.ts";
export type { ExportedFile, ExportWish } from "./types.ts";
