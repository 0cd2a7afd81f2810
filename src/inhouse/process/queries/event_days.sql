-- On which days (UTC) did anything happen?
SELECT DISTINCT utc_date
FROM (
    SELECT CAST(event.timestamp AS DATE) AS utc_date FROM events AS event
    UNION ALL
    SELECT CAST(event.start_timestamp AS DATE) AS utc_date FROM events AS event
) AS days
WHERE utc_date IS NOT NULL
ORDER BY utc_date
