import type { ReactNode } from "react";
import { Inside } from "@/components/frame/inside";
import { readVisitor } from "../_server/visitor.ts";

export default async function Layout({ children }: { children: ReactNode }) {
  return <Inside isOwner={(await readVisitor()) === "owner"}>{children}</Inside>;
}
