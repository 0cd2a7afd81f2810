-- How many cases did one resource begin and end alone, without being reopened? Told only where every event has a resource.
SELECT
    count(*) AS told,
    CAST(coalesce(sum(CASE WHEN w.first_resource = w.last_resource AND o.variant IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT)
        AS cases
FROM case_ways AS w
INNER JOIN variants AS v ON v.way = w.way AND v.way_again = w.way_again AND v.events = w.events
LEFT JOIN (
    SELECT DISTINCT s.variant
    FROM variant_steps AS s
    INNER JOIN activity_codes AS a ON a.code = s.activity
    INNER JOIN activity_codes AS b ON b.code = s.activity_before
    WHERE list_contains($closing, b.activity) AND NOT list_contains($closing, a.activity)
) AS o ON o.variant = v.variant
WHERE w.events_with_resource = w.events
