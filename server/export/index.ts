export {
  createExports,
  type ExportedFile,
  type Exports,
  type ExportWish,
} from "./exports.ts";
export { attachment } from "./file-name.ts";
export { createPainter, type Painter, type PainterOptions } from "./picture/painter.ts";
