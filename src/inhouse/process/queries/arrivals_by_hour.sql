-- How many cases came in each hour of the week, by the clock on the wall, for each kind of work? Hour 0 is Monday's first.
WITH local AS (
    SELECT skill, came_at AT TIME ZONE 'UTC' AT TIME ZONE $time_zone AS came_local
    FROM case_arrivals
)
SELECT
    skill,
    CAST(
        (date_diff('day', DATE '1970-01-05', CAST(came_local AS DATE)) % 7 + 7) % 7 * 24 + hour(came_local) AS INTEGER
    ) AS hour_of_week,
    count(*) AS cases,
    min(CAST(came_local AS DATE)) AS first_date,
    max(CAST(came_local AS DATE)) AS last_date
FROM local
GROUP BY ALL
ORDER BY skill, hour_of_week
