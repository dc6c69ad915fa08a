import type { Metadata } from "next";
import { NotFoundPanel } from "@/components/frame/not-found-panel";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NotFoundPanel title="There is no such page">The address may have a slip in it.</NotFoundPanel>;
}
