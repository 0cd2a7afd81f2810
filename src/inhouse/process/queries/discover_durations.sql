-- How long did cases take, from first event to last? Quantiles by linear interpolation, exact.
SELECT
    avg(took_us) / 1000000 AS mean,
    quantile_cont(took_us, 0.5) / 1000000 AS median,
    quantile_cont(took_us, 0.95) / 1000000 AS p95,
    CAST(min(took_us) AS DOUBLE) / 1000000 AS shortest,
    CAST(max(took_us) AS DOUBLE) / 1000000 AS longest
FROM cases
