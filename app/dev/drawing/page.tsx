import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DrawingDemo } from "#components/dev/drawing-demo/drawing-demo.tsx";

export const metadata: Metadata = { title: "A drawing, as it streams", robots: { index: false } };

/** For development only: a reply drawn as if a model were writing it, beside its report. */
export default function DrawingDemoPage() {
  if (process.env.NODE_ENV === "production") notFound();
  return <DrawingDemo />;
}
