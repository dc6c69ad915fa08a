import { JobSkeleton } from "@/components/job/job-skeleton";

export default function Loading() {
  return <JobSkeleton />;
}
