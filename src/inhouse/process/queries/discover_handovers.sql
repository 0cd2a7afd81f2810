-- Who passes work to whom, from one event of a case to the next, both known? Those who keep it are included.
SELECT resource_before AS from_code, resource AS to_code, count(*) AS times
FROM steps
WHERE resource_before IS NOT NULL AND resource IS NOT NULL
GROUP BY resource_before, resource
