-- How many cases began and ended each day? Days are counted from 1970-01-01, UTC.
SELECT day, CAST(sum(started) AS BIGINT) AS started, CAST(sum(finished) AS BIGINT) AS finished
FROM (
    SELECT CAST(floor(started_us / 86400000000) AS BIGINT) AS day, 1 AS started, 0 AS finished FROM cases
    UNION ALL
    SELECT CAST(floor(finished_us / 86400000000) AS BIGINT) AS day, 0 AS started, 1 AS finished FROM cases
)
GROUP BY day
ORDER BY day
