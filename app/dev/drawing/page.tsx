import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DrawingDemo } from "#components/dev/drawing-demo/drawing-demo.tsx";

const isThere = () => process.env.NODE_ENV !== "production";

export function generateMetadata(): Metadata {
  return isThere() ? { title: "A drawing, as it streams", robots: { index: false } } : {};
}

/** For development only: a reply drawn as if a model were writing it, beside its report. */
export default function DrawingDemoPage() {
  if (!isThere()) notFound();
  return <DrawingDemo />;
}
