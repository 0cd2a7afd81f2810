-- Which are the commonest ways through the service, and how long did their cases take?
SELECT v.variant, v.cases, median(c.took_us) / 1000000 AS median_duration_seconds
FROM variants AS v
INNER JOIN case_ways AS w ON w.way = v.way AND w.way_again = v.way_again AND w.events = v.events
INNER JOIN cases AS c ON c.case_number = w.case_number
WHERE v.variant <= $limit
GROUP BY v.variant, v.cases
ORDER BY v.variant
