"use client";

import { clsx } from "clsx";
import { late } from "../frame/late.tsx";
import { ProfileSkeleton } from "../profile/profile-skeleton.tsx";
import { tableHeight } from "../rows/table-height.ts";
import { Skeleton } from "../ui/skeleton.tsx";

/** Parts that bring along what reads Parquet, draws charts or checks rows: fetched when they are opened. */
export const JobRows = late(
  async () => (await import("../rows/job-rows.tsx")).JobRows,
  <Skeleton className={clsx("w-full rounded", tableHeight)} />,
);
export const RejectsPart = late(
  async () => (await import("../rejects/rejects-part.tsx")).RejectsPart,
  <Skeleton className="h-[28rem] w-full rounded" />,
);
export const ProfilePart = late(
  async () => (await import("../profile/profile-part.tsx")).ProfilePart,
  <ProfileSkeleton isPending={false} />,
);
export const RevenueChart = late(
  async () => (await import("./revenue/revenue-chart.tsx")).RevenueChart,
  <Skeleton className="h-60 w-full rounded" />,
);
export const PublishedPart = late(
  async () => (await import("./published-part.tsx")).PublishedPart,
  <Skeleton className="h-11 w-full rounded" />,
);
export const PublishPart = late(async () => (await import("./publish-part.tsx")).PublishPart, <Skeleton className="h-9 w-26 rounded" />);
