"use client";

import { late } from "../frame/late.tsx";
import { ProfileSkeleton } from "../profile/profile-skeleton.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const rowsSkeleton = <Skeleton className="h-[28rem] w-full rounded" />;

/** Parts that bring along what reads Parquet, draws charts or checks rows: fetched when they are opened. */
export const JobRows = late(async () => (await import("../rows/job-rows.tsx")).JobRows, rowsSkeleton);
export const RejectsPart = late(async () => (await import("../rejects/rejects-part.tsx")).RejectsPart, rowsSkeleton);
export const ProfilePart = late(
  async () => (await import("../profile/profile-part.tsx")).ProfilePart,
  <ProfileSkeleton isPending={false} />,
);
export const RevenueChart = late(
  async () => (await import("./revenue/revenue-chart.tsx")).RevenueChart,
  <Skeleton className="h-60 w-full rounded" />,
);
