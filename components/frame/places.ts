import { Database, Layers, type LucideIcon } from "lucide-react";

/** A place in the rail. */
export interface Place {
  href: string;
  name: string;
  Icon: LucideIcon;
}

export const places: readonly Place[] = [
  { href: "/", name: "Jobs", Icon: Layers },
  { href: "/records", name: "Records", Icon: Database },
];

/** Whether the page at this path belongs to the place. */
export function isAt(pathname: string, { href }: Place): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/jobs/");
  return pathname === href || pathname.startsWith(`${href}/`);
}
