interface EmbeddedMetrics {
  [field: string]: unknown;
  _aws?: { CloudWatchMetrics?: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
}

/** The custom metrics in printed lines of CloudWatch's embedded metric format; each name with each set of values is billed. */
export function metricSeries(printed: string): string[] {
  return printed.split("\n").flatMap((line) => {
    if (!line.startsWith("{") || !line.includes('"_aws"')) return [];
    const fields = JSON.parse(line) as EmbeddedMetrics;
    return (fields._aws?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
      Dimensions.flatMap((names) => {
        const values = names.map((name) => `${name}=${String(fields[name])}`).join(",");
        return Metrics.map(({ Name }) => `${Namespace} ${Name} {${values}}`);
      }),
    );
  });
}
