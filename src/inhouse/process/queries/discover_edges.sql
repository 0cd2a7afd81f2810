-- Which activity directly follows which, how often, and after what wait? Waits by linear interpolation, exact.
SELECT
    b.activity AS from_activity,
    a.activity AS to_activity,
    e.times AS count,
    e.waits[1] / 1000000 AS median_wait_seconds,
    e.waits[2] / 1000000 AS p95_wait_seconds,
    CAST(e.total_us AS DOUBLE) / 1000000 AS total_wait_seconds
FROM (
    SELECT
        activity_before,
        activity,
        count(*) AS times,
        quantile_cont(wait_us, [0.5, 0.95]) AS waits,
        coalesce(sum(CAST(wait_us AS DECIMAL(20, 0))), 0) AS total_us
    FROM steps
    WHERE activity_before IS NOT NULL
    GROUP BY activity_before, activity
) AS e
INNER JOIN activity_codes AS b ON b.code = e.activity_before
INNER JOIN activity_codes AS a ON a.code = e.activity
ORDER BY count DESC, from_activity, to_activity
