import { Activity, Database, Inbox, Layers, LayoutDashboard, type LucideIcon, Settings, SquareTerminal } from "lucide-react";

/** A place in the rail. */
export interface Place {
  href: string;
  name: string;
  Icon: LucideIcon;
}

export const mainPlaces: readonly Place[] = [
  { href: "/", name: "Jobs", Icon: Layers },
  { href: "/records", name: "Records", Icon: Database },
  { href: "/drops", name: "Drops", Icon: Inbox },
  { href: "/query", name: "Query", Icon: SquareTerminal },
  { href: "/dashboards", name: "Dashboards", Icon: LayoutDashboard },
  { href: "/operations", name: "Operations", Icon: Activity },
];

export const settingsPlace: Place = { href: "/settings", name: "Settings", Icon: Settings };

export const places: readonly Place[] = [...mainPlaces, settingsPlace];

/** Whether the page at this path belongs to the place. */
export function isAt({ href }: Place, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/jobs/");
  return pathname === href || pathname.startsWith(`${href}/`);
}
