import { headers } from "next/headers";

/** How proxy.ts tells pages who asks for them. */
export const visitorHeader = "x-visitor";

export type Visitor = "owner" | "guest" | "nobody";

export async function readVisitor(): Promise<Visitor> {
  const visitor = (await headers()).get(visitorHeader);
  return visitor === "owner" || visitor === "guest" ? visitor : "nobody";
}
