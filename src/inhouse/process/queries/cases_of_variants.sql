-- Which cases went one of these ways, counted from the commonest?
SELECT c.case_number, c.case_id, c.events, c.started_us, c.finished_us, c.took_us
FROM cases_found AS c
INNER JOIN case_ways AS w ON w.case_number = c.case_number
INNER JOIN variants AS v ON v.way = w.way AND v.way_again = w.way_again AND v.events = w.events
WHERE v.variant BETWEEN $first_variant AND $last_variant
