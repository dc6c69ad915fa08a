/**
 * Functions that Trino has and DuckDB lacks, or means otherwise, as macros. A macro's name goes before that of DuckDB's own function, which
 * it still reaches as `system.main.…`.
 */
export const trinoMacros: readonly string[] = [
  "arbitrary(x) AS any_value(x)",
  "approx_distinct(x) AS approx_count_distinct(x)",
  "array_join(list, separator) AS array_to_string(list, separator)",
  "regexp_like(value, pattern) AS regexp_matches(value, pattern)",
  // All matches, with groups as $1.
  `regexp_replace(value, pattern, replacement) AS system.main.regexp_replace(value, pattern,
     replace(system.main.regexp_replace(replacement, '\\$(\\d)', '\\\\\\1', 'g'), '\\$', '$'), 'g')`,
  `date_format(moment, format) AS strftime(moment, ${formatOf("format")})`,
  "to_unixtime(moment) AS epoch(moment)",
  "day_of_week(moment) AS isodow(moment)",
  "day_of_year(moment) AS dayofyear(moment)",
  "year_of_week(moment) AS isoyear(moment)",
  "last_day_of_month(moment) AS last_day(moment)",
  "truncate(x) AS trunc(x)",
  // What is whole, not the borders in between.
  "date_diff(unit, a, b) AS date_sub(unit, a, b)",
  `date_add(unit, n, moment) AS moment + CASE unit WHEN 'second' THEN to_seconds(n) WHEN 'minute' THEN to_minutes(n)
     WHEN 'hour' THEN to_hours(n) WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'month' THEN to_months(CAST(n AS INTEGER))
     WHEN 'year' THEN to_years(CAST(n AS INTEGER)) END`,
];

/** MySQL's codes, as Trino has them, in those of DuckDB. */
function formatOf(format: string): string {
  const codes = [
    ["%M", "%B"],
    ["%i", "%M"],
    ["%s", "%S"],
    ["%W", "%A"],
    ["%h", "%I"],
  ];
  return codes.reduce((text, [from, to]) => `replace(${text}, '${from}', '${to}')`, format);
}
