-- Which attributes have few enough values to choose from, and in how many cases does each value occur?
SELECT s.name, s.value, count(DISTINCT s.case_id) AS cases
FROM (
    SELECT case_id, unnest(map_keys(attributes)) AS name, unnest(map_values(attributes)) AS value FROM events
    UNION ALL
    SELECT case_id, 'org_group' AS name, org_group AS value FROM events
    UNION ALL
    SELECT case_id, 'lifecycle' AS name, lifecycle AS value FROM events
) AS s
INNER JOIN (
    SELECT name
    FROM (
        SELECT unnest(map_keys(attributes)) AS name, unnest(map_values(attributes)) AS value FROM events
        UNION ALL
        SELECT 'org_group' AS name, org_group AS value FROM events
        UNION ALL
        SELECT 'lifecycle' AS name, lifecycle AS value FROM events
    )
    GROUP BY name
    HAVING count(DISTINCT value) BETWEEN 2 AND $most
) AS n ON n.name = s.name
WHERE s.value IS NOT NULL
GROUP BY s.name, s.value
ORDER BY s.name, cases DESC, s.value
