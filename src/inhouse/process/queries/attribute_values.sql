-- Which attributes have few enough values to choose from, and in how many cases does each value occur?
SELECT v.name, v.value, v.cases
FROM (
    SELECT name, value, count(DISTINCT case_id) AS cases
    FROM (
        SELECT case_id, unnest(map_keys(attributes)) AS name, unnest(map_values(attributes)) AS value FROM events
        UNION ALL
        SELECT case_id, 'org_group' AS name, org_group AS value FROM events
        UNION ALL
        SELECT case_id, 'lifecycle' AS name, lifecycle AS value FROM events
    )
    WHERE value IS NOT NULL
    GROUP BY name, value
) AS v
INNER JOIN (
    SELECT name
    FROM (
        SELECT case_id, unnest(map_keys(attributes)) AS name, unnest(map_values(attributes)) AS value FROM events
        UNION ALL
        SELECT case_id, 'org_group' AS name, org_group AS value FROM events
        UNION ALL
        SELECT case_id, 'lifecycle' AS name, lifecycle AS value FROM events
    )
    GROUP BY name
    HAVING count(DISTINCT value) BETWEEN 2 AND $most
) AS n ON n.name = v.name
ORDER BY v.name, v.cases DESC, v.value
