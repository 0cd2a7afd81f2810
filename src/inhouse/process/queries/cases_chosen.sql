-- Which cases do the filters leave in? A case is in with all its events, or out.
SELECT c.case_number, c.case_id, c.events, c.started_us, c.finished_us, c.took_us
FROM cases_all AS c
WHERE ($from_us IS NULL OR c.started_us >= $from_us)
    AND ($before_us IS NULL OR c.started_us < $before_us)
    AND ($shortest_us IS NULL OR c.took_us >= $shortest_us)
    AND ($longest_us IS NULL OR c.took_us <= $longest_us)
    AND ($activities_count = 0 OR c.case_id IN (
        SELECT e.case_id
        FROM events AS e
        WHERE list_contains($activities, e.activity)
        GROUP BY e.case_id
        HAVING count(DISTINCT e.activity) = $activities_count
    ))
    AND ($attribute IS NULL OR c.case_id IN (
        SELECT e.case_id
        FROM events AS e
        WHERE CASE $attribute
            WHEN 'resource' THEN e.resource
            WHEN 'org_group' THEN e.org_group
            WHEN 'lifecycle' THEN e.lifecycle
            ELSE e.attributes[$attribute]
        END = $attribute_value
    ))
