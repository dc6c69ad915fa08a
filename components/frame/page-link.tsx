"use client";

import Link from "next/link";
import type { ComponentProps } from "react";
import { useHoverPrefetch } from "../jobs/use-hover-prefetch.ts";

/** A link to a page of ours, fetched ahead once somebody is about to follow it, not because it can be seen. */
export function PageLink({ href, ...props }: Omit<ComponentProps<typeof Link>, "href" | "prefetch"> & { href: string }) {
  return <Link href={href} prefetch={false} {...useHoverPrefetch(href)} {...props} />;
}
