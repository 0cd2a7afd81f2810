-- Which cases are behind a figure, when did each begin and end, and which way did it go?
SELECT
    c.case_id,
    c.events,
    c.started_us,
    c.finished_us,
    v.variant
FROM cases AS c
INNER JOIN case_ways AS w ON w.case_number = c.case_number
INNER JOIN variants AS v ON v.way = w.way AND v.way_again = w.way_again AND v.events = w.events
ORDER BY
    CASE WHEN $order = 'longest' THEN -c.took_us WHEN $order = 'latest' THEN -c.started_us ELSE c.started_us END,
    c.case_number
LIMIT $limit OFFSET $offset
