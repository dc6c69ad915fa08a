import { endpoints } from "#core/api/endpoints";
import { problemContentType, toUnhealthyProblem } from "#core/api/problem";
import { methods, route } from "../../_server/route.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(endpoints.getHealth, async ({ backend }) => {
    const checks = await backend.probe.check();
    const failed = Object.keys(checks).filter((part) => !checks[part]?.ok);
    if (failed.length === 0) return { status: "ok" as const, checks };
    return Response.json({ ...toUnhealthyProblem(failed), checks }, { status: 503, headers: { "content-type": problemContentType } });
  }),
});
