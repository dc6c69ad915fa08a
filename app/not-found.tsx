import type { Metadata } from "next";
import { Inside } from "@/components/frame/inside";
import { NotFoundPanel } from "@/components/frame/not-found-panel";
import { readVisitor } from "./_server/visitor.ts";

export const metadata: Metadata = { title: "Not found" };

export default async function NotFound() {
  return (
    <Inside isOwner={(await readVisitor()) === "owner"}>
      <NotFoundPanel title="There is no such page">The address may have a slip in it.</NotFoundPanel>
    </Inside>
  );
}
